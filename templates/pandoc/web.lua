-- What a page needs beyond the document: the title as its one h1 in a header, tables that
-- scroll in a box of their own, cells that say what they head.
local words_of = require("words")

local web = {}

local function raw(text)
  return pandoc.RawBlock("html", text)
end

-- The first cells of the rows name them, unless they are numbers themselves.
local function heads(element)
  local specs = element.colspecs
  for _, row in ipairs(element.head.rows) do
    for _, cell in ipairs(row.cells) do
      cell.attributes.scope = "col"
    end
  end
  if #specs < 2 or specs[1][1] == pandoc.AlignRight then
    return
  end
  for _, body in ipairs(element.bodies) do
    body.row_head_columns = 1
    for _, row in ipairs(body.body) do
      if row.cells[1] then
        row.cells[1].attributes.scope = "row"
      end
    end
  end
end

-- A box that scrolls must be reached by keyboard, and be called something.
local function box(element, caption, name)
  local attributes = { -- in this order, or each build would have another
    { "role", caption and "region" or "group" },
    { caption and "aria-labelledby" or "aria-label", caption or name },
    { "tabindex", "0" },
  }
  if caption then
    element.attributes["aria-labelledby"] = caption
  end
  heads(element)
  if #element.colspecs > 7 then
    element.classes:insert("many") -- on paper it is set smaller, since nothing scrolls there
  end
  return pandoc.Div({ element }, pandoc.Attr("", { "table-box" }, attributes))
end

local function tables(doc)
  local name, count = words_of(doc.meta).tbl, 0
  return doc:walk({
    traverse = "topdown",
    Div = function(div) -- Quarto has put the caption before the table
      local caption, element = div.attributes["aria-describedby"], div.content[1]
      if caption and #div.content == 1 and element.t == "Table" then
        return box(element, caption), false
      end
    end,
    Table = function(element)
      count = count + 1
      local caption = element.caption.long
      if #caption == 0 then
        return box(element, nil, name), false
      end
      local identifier = element.identifier
      local label = (identifier ~= "" and identifier or "table-" .. count) .. "-caption"
      element.identifier, element.caption.long = "", pandoc.Blocks({})
      local blocks = pandoc.Blocks({ raw(identifier ~= ""
        and ('<figure class="table" id="%s">'):format(identifier) or '<figure class="table">') })
      blocks:insert(raw(('<figcaption id="%s">'):format(label)))
      blocks:extend(caption)
      blocks:insert(raw("</figcaption>"))
      blocks:insert(box(element, label))
      blocks:insert(raw("</figure>"))
      return blocks, false
    end,
  })
end

-- The title is no heading of the document: it is neither numbered nor in the contents.
local function title(div)
  local line = pandoc.Inlines({ pandoc.RawInline("html", '<h1 class="title">') })
  line:extend(div.content[1].content)
  line:insert(pandoc.RawInline("html", "</h1>"))
  return pandoc.Plain(line)
end

local function header(div)
  local blocks = pandoc.Blocks({ raw('<header class="title-block">') })
  blocks:extend(div.content)
  blocks:insert(raw("</header>"))
  return blocks
end

-- The contents, as assistive programs know them.
local function navigation(div)
  local blocks = pandoc.Blocks({
    raw('<nav id="TOC" class="contents" role="doc-toc" aria-labelledby="TOC-title">'),
    pandoc.Plain(pandoc.Inlines({ pandoc.RawInline("html", '<h2 id="TOC-title">') })
      .. div.content[1].content[1].content .. { pandoc.RawInline("html", "</h2>") }),
    div.content[2],
    raw("</nav>"),
  })
  return blocks
end

-- With `has_look`, title block and contents are ours.
function web.page(doc, has_look)
  doc = doc:walk({
    Span = function(span)
      span.attributes["custom-style"] = nil
      if has_look and span.classes:includes("stat") and utf8.len(pandoc.utils.stringify(span.content)) > 24 then
        span.classes:insert("stat-text") -- it may be broken over lines
      end
      return span
    end,
    Div = function(div)
      div.attributes["custom-style"] = nil
      if has_look and div.classes:includes("title") then
        return title(div)
      elseif has_look and div.classes:includes("title-block") then
        return header(div)
      elseif has_look and div.identifier == "TOC" then
        return navigation(div)
      end
      return div
    end,
  })
  return has_look and tables(doc) or doc
end

return web
