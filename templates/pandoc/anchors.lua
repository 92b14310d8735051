-- Links inside the document lead somewhere, and formulas can be read.
local problems = require("problems")

local function readable(math)
  local shown = pandoc.write(pandoc.Pandoc({ pandoc.Para({ math }) }), "html",
    { html_math_method = "mathml" })
  return shown:find("<math", 1, true) ~= nil
end

return function(doc)
  local anchors = {}
  local function remember(element)
    if element.identifier and element.identifier ~= "" then
      anchors[element.identifier] = true
    end
  end
  doc:walk({
    Header = remember, Div = remember, Span = remember, Figure = remember, Table = remember,
    CodeBlock = remember, Code = remember, Link = remember, Image = remember,
  })
  doc:walk({
    Link = function(link)
      local anchor = link.target:match("^#(.+)$")
      if anchor and not anchors[anchor] then
        problems.add("unknown-anchor", "(#" .. anchor, "nothing in the document has the id " .. anchor)
      end
    end,
    Math = function(math)
      if not readable(math) then
        problems.add("bad-math", math.text, "this formula cannot be read")
      end
    end,
  })
  return doc
end
