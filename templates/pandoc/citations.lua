-- Citations by pandoc's own processor; a missing key is reported, never printed.
local problems = require("problems")

return function(doc)
  if not doc.meta.bibliography and not doc.meta.references then
    doc:walk({
      Cite = function(cite)
        problems.add("unknown-citation", "@" .. cite.citations[1].id,
          "the document cites " .. cite.citations[1].id .. " but has no bibliography")
      end,
    })
    return doc
  end
  local known, keys = {}, {}
  local good, references = pcall(pandoc.utils.references, doc)
  if not good then
    problems.add("bibliography", "bibliography",
      "the bibliography cannot be read: " .. tostring(references):gsub("%s+", " "):sub(1, 200))
    doc.meta.bibliography, doc.meta.references = nil, nil
    return doc
  end
  for _, reference in ipairs(references) do
    known[reference.id] = true
  end
  local all = doc.meta.bibliography
  if all then
    local everything = pandoc.Pandoc({}, { bibliography = all, nocite = pandoc.MetaInlines({
      pandoc.Cite({}, { pandoc.Citation("*", "NormalCitation") }) }) })
    for _, reference in ipairs(pandoc.utils.references(everything)) do
      table.insert(keys, reference.id)
    end
  end
  doc:walk({
    Cite = function(cite)
      for _, citation in ipairs(cite.citations) do
        if citation.id ~= "*" and not known[citation.id] then
          problems.add("unknown-citation", "@" .. citation.id,
            "the bibliography has no " .. citation.id .. "\n" .. table.concat(keys, " "))
        end
      end
    end,
  })
  doc = pandoc.utils.citeproc(doc)
  -- The bibliography is proved and dressed like any other part: its entries get the
  -- paragraph style that Word users edit.
  return doc:walk({
    Div = function(div)
      if div.identifier == "refs" then
        div.attributes["custom-style"] = "Bibliography"
        return div
      end
    end,
  })
end
