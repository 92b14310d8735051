-- The second line of defence behind the scanner: what reaches a writer has no raw
-- content, and no image from outside the staged folder.
local problems = require("problems")

local function raw(element)
  problems.add("unsupported", element.text, "raw content needs the quarto engine")
  return {}
end

local guard = { depth = tonumber(os.getenv("SACROREPORT_DEPTH") or "0") }

-- Whoever opens a path may decode it first, more than once.
local function decoded(path)
  for _ = 1, 8 do
    local plain = path:gsub("%%(%x%x)", function(digits)
      return string.char(tonumber(digits, 16))
    end)
    if plain == path then
      break
    end
    path = plain
  end
  return path
end

local function outside(path)
  path = decoded(path)
  if path:find("[\\%c]") or path:match("^%a[%w+.-]+:") or path:match("^[/\\]") or path:match("^%a:") then
    return true
  end
  local depth = guard.depth -- folders between the document and the project
  for part in path:gmatch("[^/]+") do
    if part == ".." then
      depth = depth - 1
    elseif part ~= "." then
      depth = depth + 1
    end
    if depth < 0 then
      return true
    end
  end
  return false
end

local schemes = { http = true, https = true, mailto = true, tel = true, doi = true }

function guard.image(image)
  if outside(image.src) then
    problems.add("outside-project", image.src, "an image cannot come from outside the project")
    return {} -- or the writer would read it before anybody is told
  end
end

function guard.all(doc)
  return doc:walk({
    Link = function(link)
      local scheme = link.target:match("^(%a[%w+.-]+):")
      if scheme and not schemes[scheme:lower()] then
        problems.add("outside-project", link.target, "a link of this kind is not allowed")
      end
    end,
    RawInline = raw,
    RawBlock = raw,
    Image = guard.image,
  })
end

return guard
