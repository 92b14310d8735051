-- What leads into a page: a link past all that comes before the text, and the contents. They
-- are made before the document is written down for the proof, so that their words are read
-- back like any others; each number in a heading is told again there, as a copy of itself.
local problems = require("problems")
local words_of = require("words")

local own = os.getenv("SACROREPORT_CONTENTS") or ""
local contents = { asked = own ~= "" and pandoc.json.decode(own, false) }
local IDS = { TOC = true, ["TOC-title"] = true, TEXT = true } -- pandoc's own are never in capitals

-- Words once more: nothing in them may be a second target, link, note or picture.
local function again(inlines)
  return inlines:walk({
    Note = function()
      return {}
    end,
    RawInline = function()
      return {}
    end,
    Link = function(link)
      return link.content
    end,
    Image = function(image)
      local alt = image.attributes["fig-alt"] or image.attributes.alt
      return alt and pandoc.Inlines(alt) or image.caption
    end,
    Code = function(code)
      code.identifier = ""
      return code
    end,
    Span = function(span)
      if span.classes:includes("stat") then
        span.attributes["data-of"] = span.identifier
      end
      span.identifier = ""
      return span
    end,
  })
end

local function is_true(value)
  return value ~= nil and pandoc.utils.stringify(value) == "true"
end

-- Quarto's writer puts the number of a heading before it, the embedded engine has done so.
local function with_number(header)
  local number, first = header.attributes.number, header.content[1]
  local has = first and first.t == "Span" and first.classes:includes("header-section-number")
  if number and not has then
    return pandoc.Inlines({ pandoc.Str(number), pandoc.Space() }) .. header.content
  end
  return header.content
end

-- The headings that are listed, in order: what is not listed takes its subsections along,
-- and `unlisted` counts for what bears no number only, as in pandoc's contents.
local function headings(doc, depth)
  local found, above = pandoc.List({}), math.huge
  local numbered = is_true(doc.meta["number-sections"])
  local function visit(blocks)
    for _, block in ipairs(blocks) do
      if block.t == "Div" and not block.classes:find_if(function(class)
        return class:match("^callout") ~= nil
      end) then
        visit(block.content)
      elseif block.t == "Header" and block.level <= above then
        local classes = block.classes
        local is_listed = not classes:includes("unlisted") or block.attributes.number ~= nil
          or (numbered and not classes:includes("unnumbered"))
        above = is_listed and math.huge or block.level
        if is_listed and block.level <= depth then
          found:insert(block)
        end
      end
    end
  end
  visit(doc.blocks)
  return found
end

local function list(found)
  local open = { { level = 0, rows = pandoc.List({}) } }
  for _, header in ipairs(found) do
    while open[#open].level >= header.level do
      table.remove(open)
    end
    local words = again(with_number(header))
    local line = header.identifier ~= "" and pandoc.Link(words, "#" .. header.identifier)
      or pandoc.Span(words)
    local entry = { level = header.level, line = line, rows = pandoc.List({}) }
    open[#open].rows:insert(entry)
    table.insert(open, entry)
  end
  local function bullets(rows)
    return pandoc.BulletList(rows:map(function(entry)
      local item = pandoc.Blocks({ pandoc.Plain({ entry.line }) })
      if #entry.rows > 0 then
        item:insert(bullets(entry.rows))
      end
      return item
    end))
  end
  return bullets(open[1].rows)
end

local function title(words)
  local given = contents.asked.title
  if given == "" then
    return pandoc.Inlines(words.contents)
  end
  local read = pandoc.read(given, "markdown-raw_html-raw_tex-raw_attribute-citations")
  return again(pandoc.utils.blocks_to_inlines(read.blocks))
end

local function refuse_own_ids(doc)
  local function look(element)
    if IDS[element.identifier] then
      problems.add("duplicate-label", "#" .. element.identifier, "the id " .. element.identifier
        .. " is one of the page itself: choose another")
    end
  end
  doc:walk({
    Header = look, Div = look, Span = look, Figure = look, Table = look, CodeBlock = look,
    Code = look, Link = look, Image = look,
  })
end

-- For a page with the shared looks: the link first, the contents below the title block.
function contents.all(doc)
  if not FORMAT:match("^html") then
    return doc
  end
  refuse_own_ids(doc)
  local words, blocks, at = words_of(doc.meta), doc.blocks, 1
  for index, block in ipairs(blocks) do
    if block.t == "Div" and block.classes:includes("title-block") then
      at = index + 1
      break
    end
  end
  local found = contents.asked and headings(doc, contents.asked.depth) or {}
  -- Without a place of its own for the focus, some browsers would scroll there and no more.
  blocks:insert(at, pandoc.Div({}, pandoc.Attr("TEXT", {}, { tabindex = "-1" })))
  if #found > 0 then
    blocks:insert(at, pandoc.Div({
      pandoc.Div({ pandoc.Para(title(words)) }),
      list(found),
    }, pandoc.Attr("TOC", { "contents" })))
  end
  blocks:insert(1, pandoc.Plain({
    pandoc.Link(pandoc.Inlines(words.skip), "#TEXT", "", pandoc.Attr("", { "skip" })),
  }))
  doc.blocks = blocks
  return doc
end

return contents
