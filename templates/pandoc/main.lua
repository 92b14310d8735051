-- The filter of the embedded engine: one pass over the document, the same for every
-- format up to `side`, where the document is written down for the proof; what comes
-- after only dresses it for one format.
local folder = pandoc.path.directory(PANDOC_SCRIPT_FILE)
package.path = pandoc.path.join({ folder, "?.lua" }) .. ";" .. package.path

local problems = require("problems")
local steps = {
  require("conditional"),
  require("access").all,
  require("floats").all,
  require("callouts"),
  require("tables"),
  require("quotes"),
  require("crossref"),
  require("citations"),
  require("guard").all, -- after the bibliography, which brings text of its own
  require("anchors"),
  require("titleblock").insert,
  require("contents").all,
  require("properties").prune,
  require("draft").place,
}

function Pandoc(doc)
  for _, step in ipairs(steps) do
    doc = step(doc)
  end
  local side = os.getenv("SACROREPORT_SIDE")
  if side then
    local file = assert(io.open(side, "w"))
    file:write(pandoc.json.encode({
      problems = problems.all,
      hidden = problems.hidden,
      document = pandoc.json.decode(pandoc.write(doc, "json"), false),
    }))
    file:close()
  end
  return require("dress").all(doc)
end
