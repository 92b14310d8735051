-- Numbers for figures, tables, sections and equations, and links to them.
local problems = require("problems")
local nbsp = "\u{a0}"
local words = { fig = "Figure", tbl = "Table", sec = "Section", eq = "Equation" }

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

return function(doc)
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
      for level = 1, header.level do
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
      local content, changed = pandoc.Inlines({}), false
      local index = 1
      while index <= #para.content do
        local item = para.content[index]
        local last = para.content[index + 1]
        local after = last and last.t == "Space" and para.content[index + 2] or last
        local id = item.t == "Math" and after and after.t == "Str" and after.text:match("^{#(eq%-[^}]+)}$")
        content:insert(item)
        if id then
          local number = count(id, "eq")
          content:insert(pandoc.Space())
          content:insert(pandoc.Span({ pandoc.Str("(" .. number .. ")") }, pandoc.Attr(id, { "equation-number" })))
          index = index + (after == last and 1 or 2)
          changed = true
        end
        index = index + 1
      end
      if changed then
        para.content = content
        return para
      end
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
            problems.add("unknown-label", "@" .. citation.id, "there is nothing labelled " .. citation.id)
          else
            local text = citation.mode == "SuppressAuthor" and target.number
              or words[kind] .. nbsp .. target.number
            if #links > 0 then
              links:extend({ pandoc.Str(","), pandoc.Space() })
            end
            links:insert(pandoc.Link({ pandoc.Str(text) }, "#" .. citation.id))
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
