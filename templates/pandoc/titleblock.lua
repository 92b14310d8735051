-- Title, authors with degrees, affiliations, notes, date, keywords and abstract as
-- ordinary blocks at the head of the document: the same words in every format.
local words_of = require("words")
local text = pandoc.utils.stringify

local function is_list(value)
  return pandoc.utils.type(value) == "List"
end

local function as_list(value)
  if value == nil then
    return {}
  end
  return is_list(value) and value or { value }
end

local function is_map(value)
  local kind = pandoc.utils.type(value)
  return kind == "table" or kind == "Meta"
end

local function inlines(value)
  local kind = pandoc.utils.type(value)
  if kind == "Inlines" then
    return value
  elseif kind == "Blocks" then
    return pandoc.utils.blocks_to_inlines(value)
  end
  return pandoc.Inlines(text(value))
end

local function block(class, style, content)
  return pandoc.Div(content, pandoc.Attr("", { class }, { ["custom-style"] = style }))
end

local function name_of(author)
  if not is_map(author) then
    return inlines(author)
  end
  local name = author.name
  if is_map(name) then
    if name.literal then
      return inlines(name.literal)
    end
    local whole = pandoc.Inlines({})
    for _, part in ipairs({ name.given, name.family }) do
      if #whole > 0 then
        whole:insert(pandoc.Space())
      end
      whole:extend(inlines(part))
    end
    return whole
  end
  return inlines(name or "")
end

local function affiliation_text(entry)
  if not is_map(entry) then
    return text(entry)
  end
  local parts = {}
  for _, key in ipairs({ "department", "name", "city", "region", "postal-code", "country" }) do
    if entry[key] then
      table.insert(parts, text(entry[key]))
    end
  end
  return table.concat(parts, ", ")
end

-- Number the affiliations in order of first mention.
local function affiliations_of(authors, declared)
  local by_id, order, index = {}, {}, {}
  for _, entry in ipairs(as_list(declared)) do
    if is_map(entry) and entry.id then
      by_id[text(entry.id)] = affiliation_text(entry)
    end
  end
  local marks = {}
  for position, author in ipairs(authors) do
    marks[position] = {}
    if is_map(author) then
      for _, entry in ipairs(as_list(author.affiliations or author.affiliation)) do
        local words = is_map(entry) and entry.ref and by_id[text(entry.ref)]
          or by_id[text(entry)] or affiliation_text(entry)
        if not index[words] then
          table.insert(order, words)
          index[words] = #order
        end
        table.insert(marks[position], tostring(index[words]))
      end
    end
  end
  return order, marks
end

local function author_line(authors, marks, many)
  local line = pandoc.Inlines({})
  local separator = ","
  for _, author in ipairs(authors) do
    if is_map(author) and author.degrees then
      separator = ";" -- degrees bring commas of their own
    end
  end
  for position, author in ipairs(authors) do
    if position > 1 then
      line:extend({ pandoc.Str(separator), pandoc.Space() })
    end
    line:extend(name_of(author))
    if is_map(author) then
      for _, degree in ipairs(as_list(author.degrees)) do
        line:extend({ pandoc.Str(","), pandoc.Space() })
        line:extend(inlines(degree))
      end
    end
    if many and #marks[position] > 0 then
      line:insert(pandoc.Superscript({ pandoc.Str(table.concat(marks[position], ",")) }))
    end
  end
  return line
end

local function notes_of(authors, words)
  local notes = {}
  for _, author in ipairs(authors) do
    if is_map(author) then
      local name = name_of(author)
      if author.corresponding and text(author.corresponding) == "true" then
        local note = pandoc.Inlines(words.corresponding .. ": ") .. name
        if author.email then
          local address = text(author.email)
          note = note .. { pandoc.Str(","), pandoc.Space(), pandoc.Link({ pandoc.Str(address) }, "mailto:" .. address) }
        end
        table.insert(notes, pandoc.Para(note))
      end
      if author.orcid then
        local id = text(author.orcid):gsub("^https://orcid.org/", "")
        local url = "https://orcid.org/" .. id
        table.insert(notes, pandoc.Para(pandoc.Inlines("ORCID, ") .. name
          .. { pandoc.Str(":"), pandoc.Space(), pandoc.Link({ pandoc.Str(id) }, url) }))
      end
      if author.note then
        table.insert(notes, pandoc.Para(name .. { pandoc.Str(":"), pandoc.Space() } .. inlines(author.note)))
      end
    end
  end
  return notes
end

local function insert(doc)
  local meta, parts = doc.meta, {}
  local words = words_of(meta)
  if meta.title then
    table.insert(parts, block("title", "Title", { pandoc.Para(inlines(meta.title)) }))
  end
  if meta.subtitle then
    table.insert(parts, block("subtitle", "Subtitle", { pandoc.Para(inlines(meta.subtitle)) }))
  end
  local authors = as_list(meta.author or meta.authors)
  if #authors > 0 then
    local order, marks = affiliations_of(authors, meta.affiliations)
    local many = #order > 1
    table.insert(parts, block("authors", "Author", { pandoc.Para(author_line(authors, marks, many)) }))
    local lines = {}
    for number, words in ipairs(order) do
      local line = pandoc.Inlines({})
      if many then
        line:insert(pandoc.Superscript({ pandoc.Str(tostring(number)) }))
        line:insert(pandoc.Space())
      end
      table.insert(lines, pandoc.Para(line .. pandoc.Inlines(words)))
    end
    if #lines > 0 then
      table.insert(parts, block("affiliations", "Affiliation", lines))
    end
    local notes = notes_of(authors, words)
    if #notes > 0 then
      table.insert(parts, block("author-notes", "Author Note", notes))
    end
  end
  if meta.date then
    table.insert(parts, block("date", "Date", { pandoc.Para(inlines(meta.date)) }))
  end
  if meta.abstract then
    local title = inlines(meta["abstract-title"] or words.abstract)
    local content = meta.abstract
    if pandoc.utils.type(content) ~= "Blocks" then
      content = pandoc.Blocks({ pandoc.Para(inlines(content)) })
    end
    table.insert(parts, block("abstract-title", "Abstract Title", { pandoc.Para(title) }))
    table.insert(parts, block("abstract", "Abstract", content))
  end
  if meta.keywords then
    local list = {}
    for _, word in ipairs(as_list(meta.keywords)) do
      table.insert(list, text(word))
    end
    table.insert(parts, block("keywords", "Author Note",
      { pandoc.Para(pandoc.Inlines(words.keywords .. ": " .. table.concat(list, ", "))) }))
  end
  if #parts > 0 then
    doc.blocks:insert(1, pandoc.Div(parts, pandoc.Attr("", { "title-block" })))
  end
  return doc
end

return { insert = insert, name_of = name_of, as_list = as_list }
