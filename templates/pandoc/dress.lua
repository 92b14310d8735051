-- What differs between formats: Typst functions, HTML headings, Word page breaks.
local typst_blocks = {
  ["title-block"] = "sacro-title-block", title = "sacro-title", subtitle = "sacro-subtitle",
  authors = "sacro-authors", affiliations = "sacro-affiliations", ["author-notes"] = "sacro-notes",
  date = "sacro-date", ["abstract-title"] = "sacro-abstract-title", abstract = "sacro-abstract",
  keywords = "sacro-notes", notice = "sacro-notice", callout = "sacro-callout",
  ["callout-title"] = "sacro-callout-title", ["table-notes"] = "sacro-table-notes",
  ["float-place"] = "sacro-place",
}

local function alt_text(image)
  local alt = image.attributes["fig-alt"] or image.attributes.alt
  if alt then
    image.caption = pandoc.Inlines(alt)
    image.attributes["fig-alt"], image.attributes.alt = nil, nil
  end
  return image
end

local function typst(element)
  return pandoc.RawInline("typst", element)
end

-- The marks around a number tell the proof where it begins and ends on the page; a short
-- one is not broken over lines, nor parted from a unit or reference mark that follows.
local function stats(inlines)
  local result = pandoc.Inlines({})
  for index, item in ipairs(inlines) do
    if item.t == "Span" and item.classes:includes("stat") then
      local whole = utf8.len(pandoc.utils.stringify(item.content)) <= 24
      result:insert(typst('#sacro-stat("' .. item.identifier .. '", ' .. tostring(whole) .. ")["))
      result:extend(item.content)
      result:insert(typst("];"))
      local after = inlines[index + 1]
      local kind = after and after.t
      if kind == "Superscript" or kind == "Subscript" or kind == "Note"
        or (kind == "Str" and after.text:match("^[%w%%°]")) then
        result:insert(typst("#sym.wj;"))
      end
    else
      result:insert(item)
    end
  end
  return result
end

local function quote(value)
  return '"' .. value:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"'
end

-- An image with its text for those who cannot see it; pandoc's writer leaves that out.
local function typst_image(image)
  local alt = pandoc.utils.stringify(image.caption)
  local is_decoration = image.classes:includes("decoration")
  image = alt_text(image)
  alt = #image.caption > 0 and pandoc.utils.stringify(image.caption) or alt
  image.caption = pandoc.Inlines({})
  local code = pandoc.write(pandoc.Pandoc({ pandoc.Plain({ image }) }), "typst"):gsub("%s+$", "")
  if is_decoration then
    return typst("#pdf.artifact[" .. code .. "];")
  end
  local head, rest = code:match('^(.-image%("[^"]*")(.*)$')
  if not head or alt == "" then
    return typst(code)
  end
  return typst(head .. ", alt: " .. quote(alt) .. rest .. ";")
end

-- A formula is read aloud as it was typed.
local function spoken(math)
  return quote((math.text:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")))
end

-- Quarto numbers a formula by another one around it, which needs the words too.
local function around_math(inlines)
  for index, item in ipairs(inlines) do
    local inner = inlines[index + 1]
    if item.t == "RawInline" and inner and inner.t == "Math" then
      item.text = item.text:gsub("^(%s*#math%.equation%()", "%1alt: " .. spoken(inner):gsub("%%", "%%%%") .. ", ")
    end
  end
  return inlines
end

-- A box to tick is drawn: few fonts have one. What Typst takes for its own stays as it was
-- typed: a hyphen before a digit is no minus, two are no dash, and "- a" in a cell no list.
local function typst_str(str)
  if str.text == "☐" or str.text == "☒" then
    return typst("#sacro-box(" .. tostring(str.text == "☒") .. ");")
  end
  if str.text:match("^[-+/]$") or str.text:match("^=+$") then
    return typst((str.text:gsub(".", "\\%0")))
  end
  local ordinal = str.text:match("^(%d+)%.$")
  if ordinal then
    return { pandoc.Str(ordinal), typst("\\.") }
  end
  if not str.text:find("%-[%d%-?]") and not str.text:find("..", 1, true) then
    return nil
  end
  local result, start = pandoc.Inlines({}), 1
  for at, sign in str.text:gmatch("()([-.])") do
    local before, after = str.text:sub(at - 1, at - 1), str.text:sub(at + 1, at + 1)
    if (sign == "." and after == ".")
      or (sign == "-" and (after == "-" or after == "?"
        or (after:match("%d") and (at == 1 or not before:match("%w"))))) then
      if at > start then
        result:insert(pandoc.Str(str.text:sub(start, at - 1)))
      end
      result:insert(typst("\\" .. sign))
      start = at + 1
    end
  end
  result:insert(pandoc.Str(str.text:sub(start)))
  return result
end

local function typst_math(math)
  local code = pandoc.write(pandoc.Pandoc({ pandoc.Plain({ math }) }), "typst"):gsub("%s+$", "")
  return typst("#[#set math.equation(alt: " .. spoken(math) .. ");" .. code .. "];")
end

local function wrap(name, content)
  local blocks = pandoc.Blocks({ pandoc.RawBlock("typst", "#" .. name .. "[") })
  blocks:extend(content)
  blocks:insert(pandoc.RawBlock("typst", "]"))
  return blocks
end

local function typst_div(div)
  if div.classes:includes("pagebreak") then
    return pandoc.RawBlock("typst", "#pagebreak(weak: true)")
  end
  if div.classes:includes("equation") then
    local para = div.content[1].content
    return pandoc.Plain({ typst("#sacro-equation["), para[1], typst("]["), para[3], typst("]"),
      typst(" <" .. div.identifier .. ">") })
  end
  if div.identifier == "refs" then
    return wrap("sacro-references", div.content)
  end
  if div.classes:includes("csl-entry") then
    return wrap("sacro-entry", div.content)
  end
  for _, class in ipairs(div.classes) do -- in their order: of two, the first decides, each time
    if typst_blocks[class] then
      return wrap(typst_blocks[class], div.content)
    end
  end
end

-- citeproc puts number and entry into spans that Word and HTML style; Typst gets a grid.
local function typst_entry(span)
  if span.classes:includes("csl-left-margin") then
    local content = span.content
    return { typst("#sacro-left["), pandoc.Span(content), typst("];") }
  end
end

local dress = { layout = os.getenv("SACROREPORT_LOOK") or "" }

-- The marks alone, for a document that another template dresses.
function dress.marks(doc)
  return doc:walk({ Inlines = stats })
end

function dress.typst(doc)
  local function quoted(value)
    return pandoc.MetaInlines({ typst((quote(pandoc.utils.stringify(value or "")):gsub('^"(.*)"$', "%1"))) })
  end
  local function asks(word)
    return tostring(dress.layout:find(word, 1, true) ~= nil)
  end
  local draft = require("draft").watermark
  doc.meta["typst-layout"] = pandoc.MetaInlines({ typst(("numbered: %s, double: %s, draft: %s"):format(
    asks("line-numbers"), asks("double"), draft and quote(draft) or "none")) })
  doc.meta["typst-title"] = quoted(doc.meta.title)
  local names = pandoc.List({})
  for _, author in ipairs(doc.meta.author or {}) do
    names:insert(quoted(author))
  end
  doc.meta["typst-authors"] = pandoc.MetaList(names)
  doc = doc:walk({ Span = typst_entry }):walk({ Inlines = stats, Div = typst_div })
  doc = doc:walk({ Inlines = around_math }):walk({ Image = typst_image, Math = typst_math, Str = typst_str })
  return doc
end

function dress.html(doc)
  doc = doc:walk({
    Header = function(header)
      header.level = math.min(header.level + 1, 6) -- the title is the one h1
      return header
    end,
    Image = alt_text,
  })
  return require("web").page(doc, true)
end

function dress.docx(doc)
  return doc:walk({
    Image = function(image)
      -- Word shows a generated figure as the picture beside it.
      image.src = image.src:gsub("(_generated/fig%-[^/]*)%.svg$", "%1.png")
      return alt_text(image)
    end,
    Div = function(div)
      if div.classes:includes("pagebreak") then
        return pandoc.RawBlock("openxml", '<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
      end
      for class, style in pairs({ notice = "Notice", ["float-place"] = "Float Place" }) do
        if div.classes:includes(class) and not div.attributes["custom-style"] then
          div.attributes["custom-style"] = style
          return div
        end
      end
    end,
  })
end

function dress.all(doc)
  doc = require("draft").dress(doc)
  return (dress[FORMAT] or dress[FORMAT:match("^html") and "html" or ""] or function(same)
    return same
  end)(doc)
end

return dress
