-- Quarto, last of all its filters: citations and quotation marks as the other engine has
-- them, the document written down for the proof, then the marks of the numbers.
package.path = os.getenv("SACROREPORT_STAGE") .. "/_sacroreport/?.lua;" .. package.path
local problems = require("problems")
local task = require("task")

local function cite(doc, job)
  local names = pandoc.List({})
  for _, name in ipairs(job.bibliography) do
    names:insert(pandoc.MetaString(task.path(name)))
  end
  -- As texts of ours: in the metadata they have been through markdown.
  doc.meta.bibliography = #names > 0 and pandoc.MetaList(names) or nil
  doc.meta.csl = pandoc.MetaString(task.path(job.csl))
  doc = require("citations")(doc)
  doc.meta.bibliography, doc.meta.references, doc.meta.csl = nil, nil, nil
  return doc:walk({
    Cite = function(element) -- or Typst would look for them a second time
      return element.content
    end,
  })
end

-- Typst turns straight signs into quotation marks by rules of its own; ours are final.
local function final_quotes(doc)
  return doc:walk({
    Str = function(str)
      if not str.text:find("[’‘“”„«»‹›'\"]") then
        return nil
      end
      local parts, rest = pandoc.Inlines({}), ""
      for _, code in utf8.codes(str.text) do
        local sign = utf8.char(code)
        if sign == "’" or sign == "‘" or sign == "“" or sign == "”" then
          if rest ~= "" then
            parts:insert(pandoc.Str(rest))
          end
          parts:insert(pandoc.RawInline("typst", sign))
          rest = ""
        else
          rest = rest .. sign
        end
      end
      if rest ~= "" then
        parts:insert(pandoc.Str(rest))
      end
      return parts
    end,
  })
end

-- The number of an equation as text beside it, where Quarto makes it a part of the formula.
local function equations(doc)
  return doc:walk({
    Span = function(span)
      local math = span.content[1]
      if not span.identifier:match("^eq%-") or #span.content ~= 1 or math.t ~= "Math" then
        return nil
      end
      local formula, number = math.text:match("^(.-)%s*\\qquad(%([^()]+%))%s*$")
      if number then
        span.content = pandoc.Inlines({ pandoc.Math(math.mathtype, formula), pandoc.Space(),
          pandoc.Span({ pandoc.Str(number) }, pandoc.Attr("", { "equation-number" })) })
        span.classes:insert("equation")
        return span
      end
    end,
  })
end

local function dress(doc, job)
  local look, draft = job.look, require("draft")
  doc = draft.dress(doc)
  if FORMAT:match("^html") then
    if look then
      doc = doc:walk({ Header = function(header)
        header.level = math.min(header.level + 1, 6) -- the title is the one h1
        return header
      end })
    end
    return require("web").page(doc, look)
  elseif FORMAT == "typst" then
    local shared = require("dress")
    shared.layout = job.layout
    doc = look and shared.typst(doc) or shared.marks(doc)
    local year, month, day = job.date:match("(%d+)-(%d+)-(%d+)")
    local date = ("year: %d, month: %d, day: %d"):format(year, month, day)
    doc.meta["typst-date"] = pandoc.MetaInlines({ pandoc.RawInline("typst", date) })
    doc = final_quotes(doc)
    if not look then
      -- ahead of the title, which may hold numbers too
      local code = ("%s\n#set document(date: datetime(%s))"):format(task.file("marks.typ"), date)
      code = draft.watermark and code .. "\n" .. draft.typst_head() or code
      local marks = pandoc.MetaBlocks({ pandoc.RawBlock("typst", code) })
      local others = doc.meta["header-includes"]
      local list = pandoc.utils.type(others) == "List" and others or pandoc.List({ others })
      list:insert(marks)
      doc.meta["header-includes"] = pandoc.MetaList(list)
    end
    return doc
  elseif FORMAT == "docx" then
    doc = require("dress").docx(doc)
    return look and require("properties").prune(doc, { "toc-title" }) or doc
  end
  return doc
end

function Pandoc(doc)
  local job = task.read(doc.meta)
  if not job then
    return nil
  end
  if job.cite then
    doc = cite(doc, job)
  end
  doc = require("quotes")(doc)
  if job.look then
    doc = equations(doc)
    local contents = require("contents")
    contents.asked = job.contents
    doc = contents.all(doc)
  end
  doc = require("draft").place(doc)
  local before = task.result(doc.meta, "before")
  for _, problem in ipairs(problems.all) do
    table.insert(before.problems, problem)
  end
  task.write(doc.meta, "side", {
    problems = before.problems,
    hidden = before.hidden,
    document = pandoc.json.decode(pandoc.write(doc, "json"), false),
  })
  doc.meta.sacroreport = nil
  return dress(doc, job)
end
