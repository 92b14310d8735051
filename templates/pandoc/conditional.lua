-- content-visible and content-hidden by format, as Quarto has them.
local problems = require("problems")
local names = {
  html5 = { html = true, html5 = true },
  typst = { typst = true, pdf = true },
  docx = { docx = true },
}

local function matches(attributes)
  local mine = names[FORMAT] or names[FORMAT .. "5"] or {}
  if attributes["when-format"] then
    return mine[attributes["when-format"]] or false
  end
  if attributes["unless-format"] then
    return not mine[attributes["unless-format"]]
  end
  return true
end

local function filter(element)
  local visible = element.classes:includes("content-visible")
  local hidden = element.classes:includes("content-hidden")
  if not (visible or hidden) then
    return nil
  end
  if matches(element.attributes) == visible then
    return element.content
  end
  element:walk({
    Span = function(span)
      if span.classes:includes("stat") then
        table.insert(problems.hidden, span.identifier)
      end
    end,
  })
  return {}
end

return function(doc)
  return doc:walk({ Div = filter, Span = filter })
end
