-- What a filter found wrong: the rule, the text to look for in the source, the message.
local problems = { all = {} }

function problems.add(rule, needle, message)
  table.insert(problems.all, { rule = rule, needle = needle, message = message })
end

return problems
