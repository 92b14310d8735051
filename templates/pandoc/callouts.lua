-- Callouts: a titled block, the same words in every format.
local words_of = require("words")
local kinds = { "note", "tip", "warning", "caution", "important" }
local reader = os.getenv("SACROREPORT_READER") or "markdown-raw_html-raw_tex-raw_attribute"

return function(doc)
  local words = words_of(doc.meta)
  return doc:walk({
    Div = function(div)
      for _, kind in ipairs(kinds) do
        if div.classes:includes("callout-" .. kind) then
          local title = { pandoc.Str(words[kind]) }
          local content = div.content
          if div.attributes.title then
            title = pandoc.utils.blocks_to_inlines(pandoc.read(div.attributes.title, reader).blocks)
            div.attributes.title = nil
          elseif content[1] and content[1].t == "Header" then
            title = content[1].content
            content:remove(1)
          end
          local head = pandoc.Div(
            { pandoc.Para(title) },
            pandoc.Attr("", { "callout-title" }, { ["custom-style"] = "Callout Title" })
          )
          local body = pandoc.Div(
            content, pandoc.Attr("", { "callout-body" }, { ["custom-style"] = "Callout" })
          )
          return pandoc.Div({ head, body }, pandoc.Attr(div.identifier, { "callout", "callout-" .. kind }))
        end
      end
    end,
  })
end
