-- content-visible and content-hidden by format, as Quarto has them.
local problems = require("problems")
local names = { [FORMAT] = true }
for name in (os.getenv("SACROREPORT_FORMAT") or ""):gmatch("%S+") do
  names[name] = true
end

local function matches(attributes)
  if attributes["when-format"] then
    return names[attributes["when-format"]] or false
  end
  if attributes["unless-format"] then
    return not names[attributes["unless-format"]]
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
