-- Numbers for figures, tables, sections and equations, and links to them.
local problems = require("problems")
local nbsp = "\u{a0}"
local words_of = require("words")

local function kind_of(identifier)
  return identifier:match("^(fig)%-") or identifier:match("^(tbl)%-")
    or identifier:match("^(sec)%-") or identifier:match("^(eq)%-")
end

local function label(caption, word, number)
  local prefix = { pandoc.Str(word .. nbsp .. number .. ":"), pandoc.Space() }
  local first = caption.long[1]
  if first and (first.t == "Plain" or first.t == "Para") then
    first.content = pandoc.Inlines(prefix) .. first.content
    caption.long[1] = first
  else
    caption.long:insert(1, pandoc.Plain({ pandoc.Str(word .. nbsp .. number) }))
  end
  return caption
end

-- Quarto's block form: ::: {#fig-x} image, then caption ::: and the same for tables.
local function unfold(div)
  local kind = kind_of(div.identifier)
  if kind ~= "fig" and kind ~= "tbl" then
    return nil
  end
  local content = div.content
  local last = content[#content]
  local caption = #content > 1 and last.t == "Para" and pandoc.Plain(last.content) or nil
  if caption then
    content:remove(#content)
  end
  local first = content[1]
  if kind == "tbl" and #content == 1 and first.t == "Table" then
    first.identifier = div.identifier
    if caption then
      first.caption.long = pandoc.Blocks({ caption })
    end
    return first
  end
  if kind == "fig" and #content == 1 and (first.t == "Figure" or first.t == "Para") then
    if first.t == "Figure" then
      content = first.content
      caption = caption or first.caption.long[1]
    end
    local blocks = pandoc.Blocks(caption and { caption } or {})
    return pandoc.Figure(content, { long = blocks }, pandoc.Attr(div.identifier))
  end
  problems.add("unsupported", "#" .. div.identifier,
    "a block " .. div.identifier .. " holds one image or one table, then its caption")
end

return function(doc)
  local words = words_of(doc.meta)
  local base = 6
  doc = doc:walk({
    Div = unfold,
    Header = function(header)
      if not header.classes:includes("unnumbered") then
        base = math.min(base, header.level)
      end
    end,
  })
  local number_sections = doc.meta["number-sections"] == true
    or (doc.meta["number-sections"] and pandoc.utils.stringify(doc.meta["number-sections"]) == "true")
  local numbers, counts, levels = {}, { fig = 0, tbl = 0, eq = 0 }, {}

  local function register(identifier, kind, number)
    if numbers[identifier] then
      problems.add("duplicate-label", "#" .. identifier, "the label " .. identifier .. " stands twice")
    end
    numbers[identifier] = { kind = kind, number = number }
  end

  local function count(identifier, kind)
    counts[kind] = counts[kind] + 1
    register(identifier, kind, tostring(counts[kind]))
    return tostring(counts[kind])
  end

  doc = doc:walk({
    traverse = "topdown",
    Header = function(header)
      if header.classes:includes("unnumbered") or not number_sections then
        return nil
      end
      levels[header.level] = (levels[header.level] or 0) + 1
      for level = header.level + 1, 6 do
        levels[level] = 0
      end
      local parts = {}
      for level = base, header.level do
        table.insert(parts, tostring(levels[level] or 0))
      end
      local number = table.concat(parts, ".")
      if kind_of(header.identifier) == "sec" then
        register(header.identifier, "sec", number)
      end
      header.content = pandoc.Inlines({ pandoc.Str(number), pandoc.Space() }) .. header.content
      return header
    end,
    Figure = function(figure)
      if kind_of(figure.identifier) == "fig" then
        figure.caption = label(figure.caption, words.fig, count(figure.identifier, "fig"))
        return figure
      end
    end,
    Table = function(element)
      if kind_of(element.identifier) == "tbl" then
        element.caption = label(element.caption, words.tbl, count(element.identifier, "tbl"))
        return element
      end
    end,
    Para = function(para)
      local math, last = para.content[1], para.content[#para.content]
      local id = math and math.t == "Math" and last.t == "Str" and last.text:match("^{#(eq%-[^}]+)}$")
      if not id then
        return nil
      end
      if math.mathtype ~= "DisplayMath" or #para.content > 3 then
        problems.add("unsupported", last.text, "a labelled equation stands alone in its paragraph")
      end
      local number = pandoc.Span({ pandoc.Str("(" .. count(id, "eq") .. ")") },
        pandoc.Attr("", { "equation-number" }))
      return pandoc.Div({ pandoc.Para({ math, pandoc.Space(), number }) },
        pandoc.Attr(id, { "equation" }))
    end,
  })

  return doc:walk({
    Cite = function(cite)
      local links, own = pandoc.Inlines({}), 0
      for _, citation in ipairs(cite.citations) do
        local kind = kind_of(citation.id)
        if kind then
          own = own + 1
          local target = numbers[citation.id]
          if not target then
            local why = "there is nothing labelled " .. citation.id
            if kind == "sec" and not number_sections then
              why = "a reference to a section needs `number-sections: true`"
            end
            problems.add("unknown-label", "@" .. citation.id, why)
          else
            local text = citation.mode == "SuppressAuthor" and target.number
              or words[kind] .. nbsp .. target.number
            if #links > 0 then
              links:extend({ pandoc.Str(","), pandoc.Space() })
            end
            if #citation.prefix > 0 then
              links:extend(citation.prefix .. { pandoc.Space() })
            end
            links:insert(pandoc.Link({ pandoc.Str(text) }, "#" .. citation.id))
            if #citation.suffix > 0 and citation.mode == "AuthorInText" then
              problems.add("unsupported", "@" .. citation.id,
                "words in brackets after a cross reference: write them as text")
            end
            links:extend(citation.suffix)
          end
        end
      end
      if own == 0 then
        return nil
      end
      if own < #cite.citations then
        problems.add("mixed-citation", "@" .. cite.citations[1].id,
          "cross references and citations cannot share brackets")
      end
      return links
    end,
  })
end
