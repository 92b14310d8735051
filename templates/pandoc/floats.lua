-- Figures and tables after everything else, each on a page of its own, as many journals
-- want a manuscript; the place of each in the text is told in words.
local words_of = require("words")
local floats = { at_end = (os.getenv("SACROREPORT_LOOK") or ""):find("figures-end", 1, true) ~= nil }

local function kind_of(identifier)
  return identifier:match("^(fig)%-") or identifier:match("^(tbl)%-")
end

-- The label of a block that is one figure or table; Quarto finds some labels later than pandoc.
local function label_of(block)
  if block.t == "Para" and #block.content == 1 and block.content[1].t == "Image" then
    return block.content[1].identifier
  elseif block.t == "Table" and block.identifier == "" then
    local last = block.caption.long[#block.caption.long]
    local item = last and last.content and last.content[#last.content]
    return item and item.t == "Str" and item.text:match("^{#(tbl%-[%w_-]+)}$") or ""
  elseif block.t == "Figure" and block.identifier == "" then
    local found = ""
    block:walk({ Image = function(image)
      found = image.identifier
    end })
    return found
  end
  return (block.t == "Figure" or block.t == "Table" or block.t == "Div") and block.identifier or ""
end

function floats.all(doc)
  if not floats.at_end or not (FORMAT == "typst" or FORMAT == "docx") then
    return doc
  end
  local words, places, moved = words_of(doc.meta), {}, pandoc.Blocks({})
  local blocks, has_refs = pandoc.Blocks({}), false
  local follows = false -- what is said below a table goes where it goes
  for _, block in ipairs(doc.blocks) do
    local label = label_of(block)
    if follows and block.t == "Div" and block.classes:includes("table-notes") then
      moved:insert(block)
      goto next
    end
    follows = kind_of(label) == "tbl"
    has_refs = has_refs or label == "refs"
    if kind_of(label) then
      places[label] = #blocks + 1
      blocks:insert(pandoc.Para({}))
      moved:insert(pandoc.Div({}, pandoc.Attr("", { "pagebreak" })))
      moved:insert(block)
    else
      blocks:insert(block)
    end
    ::next::
  end
  if #moved == 0 then
    return doc
  end
  local others = pandoc.Blocks({}) -- what stays in its place is counted before
  others:extend(blocks)
  local counts = { fig = 0, tbl = 0 }
  local function count(element)
    local kind = kind_of(element.identifier)
    if kind then
      counts[kind] = counts[kind] + 1
    end
  end
  others:walk({ Figure = count, Table = count, Div = count })
  for _, block in ipairs(moved) do
    local label = label_of(block)
    local kind = kind_of(label)
    if kind then
      counts[kind] = counts[kind] + 1
      blocks[places[label]] = pandoc.Div({ pandoc.Para(pandoc.Inlines(
        words.here:format(words[kind] .. "\u{a0}" .. counts[kind]))) }, pandoc.Attr("", { "float-place" }))
    end
  end
  if doc.meta.bibliography and not has_refs then
    blocks:insert(pandoc.Div({}, pandoc.Attr("refs")))
  end
  blocks:extend(moved)
  doc.blocks = blocks
  return doc
end

return floats
