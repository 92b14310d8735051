-- Quarto, first of all its filters: the shared title block, and what must be known before
-- Quarto's own filters have their way with the document.
package.path = os.getenv("SACROREPORT_STAGE") .. "/_sacroreport/?.lua;" .. package.path
local problems = require("problems")
local guard = require("guard")
local task = require("task")

-- Numbers in parts that a format may leave out; those that then are missing were meant to.
local function conditional(doc)
  local found = pandoc.List({})
  local function remember(element)
    for _, class in ipairs({ "content-visible", "content-hidden", "hidden" }) do
      if element.classes:includes(class) then
        element:walk({
          Span = function(span)
            if span.classes:includes("stat") then
              found:insert(span.identifier)
            end
          end,
        })
        return
      end
    end
  end
  doc:walk({ Div = remember, Span = remember })
  return found
end

function Pandoc(doc)
  local job = task.read(doc.meta)
  if not job then
    return nil
  end
  local may_hide = conditional(doc)
  guard.depth = job.depth
  doc = doc:walk({ Image = guard.image })
  doc = require("tables")(doc)
  local access = require("access")
  access.standards = job.standards
  doc = access.all(doc)
  if job.look then
    local floats = require("floats")
    floats.at_end = job.layout:find("figures-end", 1, true) ~= nil
    doc = floats.all(doc)
  end
  if job.look then
    -- The front matter as it was written: Quarto has made names of the authors by now.
    local front = pandoc.read("---\n" .. task.file(job.front) .. "\n---\n", "markdown").meta
    front.lang = doc.meta.lang
    doc.blocks = require("titleblock").insert(pandoc.Pandoc(doc.blocks, front)).blocks
    for _, key in ipairs({ "title", "subtitle", "abstract" }) do
      doc.meta[key] = require("properties").without_notes(doc.meta[key])
    end
  end
  task.write(doc.meta, "before", { document = job.document, problems = problems.all, hidden = may_hide })
  return doc
end
