-- What a filter found wrong: the rule, the text to look for in the source, the message;
-- and the numbers in parts that this format does not show.
local problems = { all = {}, hidden = {} }

function problems.add(rule, needle, message)
  table.insert(problems.all, { rule = rule, needle = needle, message = message })
end

return problems
