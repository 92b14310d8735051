-- A draft: its line and watermark, a numbered mark at each finding, and the list of findings
-- at the end. `place` is for every format alike, before the document is written down for the
-- proof; `dress` turns the marks into what each format has for them.
local text = pandoc.utils.stringify

local draft = { watermark = nil, prefix = nil, date = nil, messages = {} }
local folder = (package.searchpath("draft", package.path) or ""):gsub("draft%.lua$", "")

local function is_mark(element)
  return element.t == "Span" and element.classes:includes("draft-mark")
end

-- The marks among some inlines, which lose them.
local function take(element)
  local found = pandoc.Inlines({})
  local rest = element:walk({ Span = function(span)
    if is_mark(span) then
      found:insert(span)
      return {}
    end
  end })
  return rest, found
end

-- A mark in a caption is the figure's, not the image's too; none can be a part of a link.
local function hoist(doc)
  local shown = {}
  doc:walk({
    traverse = "topdown",
    Image = function(image)
      return image, false
    end,
    Span = function(span)
      if is_mark(span) then
        shown[span.attributes.n] = true
      end
    end,
  })
  return doc:walk({
    Image = function(image)
      local caption, marks = take(image.caption)
      image.caption = caption
      local result = pandoc.Inlines({ image })
      for _, mark in ipairs(marks) do
        if not shown[mark.attributes.n] then
          shown[mark.attributes.n] = true
          result:insert(mark)
        end
      end
      return #marks > 0 and result or nil
    end,
    Link = function(link)
      local content, marks = take(link.content)
      if #marks > 0 then
        link.content = content
        return pandoc.Inlines({ link }) .. marks
      end
    end,
  })
end

-- The joiner that kept a mark apart from what came before has done its work.
local function part(doc)
  return doc:walk({ Inlines = function(inlines)
    local result = pandoc.Inlines({})
    for index, item in ipairs(inlines) do
      local after = inlines[index + 1]
      if item.t == "Str" and after and is_mark(after) then
        item.text = item.text:gsub("\u{2060}$", "")
      end
      if item.t ~= "Str" or item.text ~= "" then
        result:insert(item)
      end
    end
    return result
  end })
end

-- A link to nothing, or two things of one name, and Typst would refuse the document.
local function unlinked(doc)
  local known = {}
  local function remember(element)
    if element.identifier and element.identifier ~= "" then
      if known[element.identifier] then
        element.identifier = ""
        return element
      end
      known[element.identifier] = true
    end
  end
  -- not in the metadata, which the title of the page has come from
  doc.blocks = doc.blocks:walk({
    Header = remember, Div = remember, Span = remember, Figure = remember, Table = remember,
    CodeBlock = remember, Code = remember, Image = remember,
  })
  return doc:walk({ Link = function(link)
    local anchor = link.target:match("^#(.+)$")
    if anchor and not known[anchor] and not FORMAT:match("^html") then
      return link.content
    end
  end })
end

local function block(class, content, attributes)
  return pandoc.Div(content, pandoc.Attr("", { class }, attributes or {}))
end

-- The list of findings, each with its number; where there is a mark, the number leads back.
local function list(findings, placed)
  local items = pandoc.Blocks({})
  for _, entry in ipairs(findings.content) do
    local n = entry.attributes.n
    local number = pandoc.Inlines({ pandoc.Str("[" .. n .. "]") })
    if placed[n] then
      number = pandoc.Inlines({ pandoc.Link(number, "#draft-mark-" .. n) })
    end
    local first = entry.content[1]
    first.content = pandoc.Inlines({ pandoc.Span(number, pandoc.Attr("", { "draft-number",
      "draft-" .. entry.attributes.severity })), pandoc.Space() }) .. first.content
    items:insert(pandoc.Div({ first, entry.content[2] }, pandoc.Attr("draft-" .. n, { "draft-finding" })))
    draft.messages[n] = text(entry.content[2])
  end
  local heading = pandoc.Header(1, pandoc.Inlines(findings.attributes.heading),
    pandoc.Attr("draft-findings", { "unnumbered" }))
  items:insert(1, heading)
  return block("draft-findings", items)
end

function draft.place(doc)
  local line, findings
  local blocks = pandoc.Blocks({})
  for _, one in ipairs(doc.blocks) do
    if one.t == "Div" and one.classes:includes("draft-line") then
      line = one
    elseif one.t == "Div" and one.classes:includes("draft-findings") then
      findings = one
    else
      blocks:insert(one)
    end
  end
  if not line then
    return doc
  end
  draft.watermark, draft.prefix = line.attributes.watermark, line.attributes.prefix
  draft.date = line.attributes.date
  doc.blocks = blocks
  doc = unlinked(part(hoist(doc)))
  local placed = {}
  doc = doc:walk({ Span = function(span)
    if is_mark(span) then
      local n = span.attributes.n
      local identifier = placed[n] and "" or "draft-mark-" .. n
      placed[n] = true
      return pandoc.Span({ pandoc.Link({ pandoc.Str("[" .. n .. "]") }, "#draft-" .. n) },
        pandoc.Attr(identifier, { "draft-mark", "draft-" .. span.attributes.severity }, { n = n }))
    end
  end })
  doc.blocks:insert(1, block("draft-line", line.content, { watermark = draft.watermark }))
  if findings then
    doc.blocks:insert(list(findings, placed))
  end
  for _, key in ipairs({ "title", "pagetitle" }) do
    local title = doc.meta[key]
    if title then
      doc.meta[key] = pandoc.MetaInlines(pandoc.Inlines(draft.prefix .. ": ")
        .. pandoc.Inlines(pandoc.utils.type(title) == "Inlines" and title or text(title)))
    end
  end
  doc.meta.title = doc.meta.title or pandoc.MetaInlines(pandoc.Inlines(draft.prefix))
  return doc
end

local function kind_of(span)
  for _, class in ipairs(span.classes) do
    local kind = class:match("^draft%-(%a+)$")
    if kind == "error" or kind == "warning" or kind == "notice" then
      return kind
    end
  end
end

local function is_pending(span)
  return span.classes:includes("draft-pending")
    or (span.classes:includes("stat") and text(span.content):match("^%[pending[%]:]"))
end

local function around(content, before, after)
  local result = pandoc.Inlines({ before })
  result:extend(content)
  result:insert(after)
  return result
end

-- Typst

local function typst(code)
  return pandoc.RawInline("typst", code)
end

local function wrap(name, content, label)
  local blocks = pandoc.Blocks({ pandoc.RawBlock("typst", "#" .. name .. "[") })
  blocks:extend(content)
  blocks:insert(pandoc.RawBlock("typst", "]" .. (label and " <" .. label .. ">" or "")))
  return blocks
end

function draft.typst(doc)
  return doc:walk({
    Span = function(span)
      if is_mark(span) then
        -- no label: a mark in the header of a table comes again on each page
        return around(span.content, typst('#sacro-draft-mark("' .. kind_of(span) .. '")['), typst("];"))
      elseif span.classes:includes("draft-number") then
        return around({ pandoc.Str(text(span.content)) },
          typst('#sacro-draft-mark("' .. kind_of(span) .. '")['), typst("];"))
      elseif span.classes:includes("draft-place") then
        return around(span.content, typst("#sacro-draft-place["), typst("];"))
      elseif is_pending(span) then
        local content = span.content:walk({ Str = function(str) -- long ids may be broken
          return pandoc.Str((str.text:gsub("([._])", "%1\u{200b}")))
        end })
        span.content = around(content, typst("#sacro-draft-pending["), typst("];"))
        return span
      end
    end,
    Div = function(div)
      if div.classes:includes("draft-line") then
        return wrap("sacro-draft-line", div.content)
      elseif div.classes:includes("draft-findings") then
        return wrap("sacro-draft-findings", div.content)
      elseif div.classes:includes("draft-finding") then
        return wrap("sacro-draft-finding", div.content, div.identifier)
      end
    end,
  })
end

-- HTML

local function html(code)
  return pandoc.RawInline("html", code)
end

local function quoted(value)
  return (value:gsub("&", "&amp;"):gsub('"', "&quot;"):gsub("<", "&lt;"):gsub(">", "&gt;"))
end

local function read(name)
  local file = assert(io.open(folder .. name, "r"))
  local content = file:read("a")
  file:close()
  return content
end

function draft.head(doc, format, code)
  local others = doc.meta["header-includes"]
  local all = pandoc.utils.type(others) == "List" and others or pandoc.List({ others })
  all:insert(pandoc.MetaBlocks({ pandoc.RawBlock(format, code) }))
  doc.meta["header-includes"] = pandoc.MetaList(all)
end

function draft.html(doc)
  doc = doc:walk({
    Span = function(span)
      if is_mark(span) then
        local n = span.attributes.n
        local message = quoted("[" .. n .. "] " .. (draft.messages[n] or ""))
        local id = span.identifier ~= "" and (' id="%s"'):format(span.identifier) or ""
        return html(('<mark class="draft-mark draft-%s"%s><a href="#draft-%s" aria-label="%s" data-message="%s">[%s]</a></mark>')
          :format(kind_of(span), id, n, message, message, n))
      elseif is_pending(span) then
        span.content = around(span.content, html('<mark class="draft-pending">'), html("</mark>"))
        span.classes = span.classes:filter(function(class)
          return class ~= "draft-pending"
        end)
        return span
      end
    end,
    Div = function(div)
      if div.classes:includes("draft-line") then
        local watermark = quoted(div.attributes.watermark)
        local blocks = pandoc.Blocks({ pandoc.RawBlock("html", ('<div class="draft-line" role="note" data-watermark="%s" style="--letters: %d">')
          :format(watermark, utf8.len(div.attributes.watermark))) })
        blocks:extend(div.content)
        blocks:insert(pandoc.RawBlock("html", "</div>"))
        return blocks
      end
    end,
  })
  draft.head(doc, "html", ('<meta name="sacroreport" content="draft">\n<style>\n%s</style>'):format(read("draft.css")))
  return doc
end

-- DOCX: each mark is a Word comment too, which a co-author can answer.

local colours = { error = "F6C4BC", warning = "FCE3A1", notice = "CFE1F2" }

local function run(content, properties)
  return pandoc.RawInline("openxml", ('<w:r><w:rPr>%s</w:rPr><w:t xml:space="preserve">%s</w:t></w:r>')
    :format(properties, quoted(content)))
end

local function shaded(content, kind)
  return run(content, ('<w:b /><w:color w:val="1C1E21" /><w:sz w:val="16" /><w:shd w:val="clear" w:color="auto" w:fill="%s" />')
    :format(colours[kind]))
end

function draft.docx(doc)
  local count = 0
  local function comment(content, marks)
    local before, after = pandoc.Inlines({}), pandoc.Inlines({})
    for _, mark in ipairs(marks) do
      local id = tostring(count)
      count = count + 1
      before:insert(pandoc.Span({ pandoc.Str("[" .. mark.attributes.n .. "]"), pandoc.Space(),
        pandoc.Str(draft.messages[mark.attributes.n] or "") }, pandoc.Attr("", { "comment-start" },
        { { "id", id }, { "author", "sacroreport" }, { "initials", "S" }, { "date", draft.date .. "T00:00:00Z" } })))
      after:insert(pandoc.Span({}, pandoc.Attr("", { "comment-end" }, { id = id })))
    end
    return before .. content .. after
  end
  doc = doc:walk({ Note = function(note) -- Word has no comments in footnotes: they go to the reference
    local found = pandoc.Inlines({})
    note = note:walk({ Span = function(span)
      if is_mark(span) then
        found:insert(span)
        return shaded(text(span.content), kind_of(span))
      end
    end })
    return #found > 0 and comment(pandoc.Inlines({ note }), found) or nil
  end })
  return doc:walk({
    Span = function(span)
      if is_mark(span) then
        return comment(pandoc.Inlines({ shaded(text(span.content), kind_of(span)) }), { span })
      elseif span.classes:includes("draft-number") then
        return shaded(text(span.content), kind_of(span))
      elseif span.classes:includes("draft-place") then
        return run(text(span.content), '<w:color w:val="4D525A" /><w:sz w:val="18" />')
      elseif is_pending(span) then
        span.content = pandoc.Inlines({ run(text(span.content),
          '<w:shd w:val="clear" w:color="auto" w:fill="FCE3A1" />') })
        return span
      end
    end,
    Div = function(div)
      if div.classes:includes("draft-line") then
        div.attributes["custom-style"] = "Draft Line"
        return div
      elseif div.classes:includes("draft-finding") then
        return { pandoc.Div({ div.content[1] }, pandoc.Attr("", {}, { ["custom-style"] = "Draft Place" })),
          pandoc.Div({ div.content[2] }, pandoc.Attr("", {}, { ["custom-style"] = "Draft Finding" })) }
      end
    end,
  })
end

function draft.dress(doc)
  if not draft.watermark then
    return doc
  elseif FORMAT == "typst" then
    return draft.typst(doc)
  elseif FORMAT == "docx" then
    return draft.docx(doc)
  elseif FORMAT:match("^html") or FORMAT == "revealjs" then
    return draft.html(doc)
  end
  return doc
end

-- What a document of another look needs ahead of its text.
function draft.typst_head()
  return read("draft.typ") .. ('\n#set document(description: "A draft by sacroreport")'
    .. '\n#set page(background: sacro-draft-background("%s"))'):format(draft.watermark)
end

return draft
