-- Quotation marks of the document's language, as plain characters in every format.
local words_of = require("words")

return function(doc)
  local quotes = words_of(doc.meta).quotes
  return doc:walk({
    Quoted = function(quoted)
      local single = quoted.quotetype == "SingleQuote"
      local content = quoted.content
      content:insert(1, pandoc.Str(quotes[single and 3 or 1]))
      content:insert(pandoc.Str(quotes[single and 4 or 2]))
      return content
    end,
  })
end
