-- What somebody who listens to a document needs: headings that begin at level 1 and skip
-- none, and a text for every image. PDF/UA refuses a file that lacks them.
local problems = require("problems")
local text = pandoc.utils.stringify

local access = { standards = os.getenv("SACROREPORT_STANDARDS") or "" }

local function has_text(image)
  return image.attributes["fig-alt"] or image.attributes.alt or #image.caption > 0
end

-- The words of a heading as they stand in the source, as far as they surely do.
local function needle(header, shift)
  local words = ""
  for _, item in ipairs(header.content) do
    if item.t == "Str" and not item.text:find("[’‘“”–—…]") then
      words = words .. item.text
    elseif item.t == "Space" then
      words = words .. " "
    else
      break
    end
  end
  return string.rep("#", header.level + shift) .. " " .. words:gsub("%s+$", "")
end

local function outline(doc, is_checked)
  local top = 6
  doc:walk({ Header = function(header)
    top = math.min(top, header.level)
  end })
  local before = 0
  return doc:walk({
    traverse = "topdown",
    Div = function(div)
      for _, class in ipairs(div.classes) do
        if class:match("^callout") then
          return div, false -- a heading there is the title of the callout
        end
      end
    end,
    Header = function(header)
      header.level = header.level - top + 1
      if is_checked and header.level > before + 1 then
        problems.add("heading-level", needle(header, top - 1), ("PDF/UA: the heading “%s” skips "
          .. "a level; the way out is a heading of level %d, or `pdf-standard: \"1.7\"`"):format(
          text(header), before + top))
      end
      before = header.level
      return header
    end,
  })
end

-- An image without words of its own, in a figure: the caption tells what it shows.
local function fill(caption, blocks)
  return blocks:walk({ Image = function(image)
    if not has_text(image) then
      image.attributes["fig-alt"] = text(caption)
      return image
    end
  end })
end

local function images(doc)
  doc = doc:walk({
    Figure = function(figure)
      if #figure.caption.long > 0 then
        figure.content = fill(figure.caption.long, figure.content)
        return figure
      end
    end,
    Div = function(div)
      local last = div.content[#div.content]
      if div.identifier:match("^fig%-") and #div.content > 1 and last.t == "Para" then
        div.content = fill(last, div.content)
        return div
      end
    end,
  })
  return doc:walk({ Image = function(image)
    local alt = image.attributes["fig-alt"] or image.attributes.alt
    if alt == "" then
      image.classes:insert("decoration") -- not every step keeps an empty text
    elseif not alt and #image.caption > 0 then
      image.attributes["fig-alt"] = text(image.caption)
    elseif not alt then
      problems.add("no-alt-text", image.src, "PDF/UA: the image " .. image.src
        .. " has no alternative text; the way out is {fig-alt=\"what it shows\"}, or {fig-alt=\"\"} "
        .. "if it only decorates")
    end
    return image
  end })
end

function access.all(doc)
  local is_checked = FORMAT == "typst" and access.standards:find("ua-", 1, true) ~= nil
  doc = outline(doc, is_checked)
  return is_checked and images(doc) or doc
end

return access
