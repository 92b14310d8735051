-- What is left in the metadata goes to file properties only. A file shows whatever else is
-- there as properties of its own, paths included, so nothing else stays.
local titleblock = require("titleblock")

local properties = {}

-- A note would be written once more for the property than for the page.
function properties.without_notes(value)
  local kind = pandoc.utils.type(value)
  if kind ~= "Inlines" and kind ~= "Blocks" then
    return value
  end
  return value:walk({ Note = function()
    return {}
  end })
end

function properties.prune(doc, others)
  local meta = doc.meta
  local names = pandoc.List({})
  for _, author in ipairs(titleblock.as_list(meta.author or meta.authors)) do
    names:insert(pandoc.MetaInlines(titleblock.name_of(author)))
  end
  local kept = {
    title = properties.without_notes(meta.title),
    author = #names > 0 and pandoc.MetaList(names) or nil,
    lang = meta.lang,
    keywords = meta.keywords,
    description = meta.description,
  }
  for _, key in ipairs(others or {}) do
    kept[key] = meta[key]
  end
  doc.meta = pandoc.Meta(kept)
  return doc
end

return properties
