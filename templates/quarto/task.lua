-- What a filter has to know of the document and format at hand. It is kept in files, since
-- metadata are markdown by the time that a filter sees them.
local stage = os.getenv("SACROREPORT_STAGE") .. "/"
local folder = stage .. "_sacroreport/"
local task = {}

function task.path(name)
  return stage .. name
end

function task.file(name)
  local file = assert(io.open(folder .. name, "r"))
  local text = file:read("a")
  file:close()
  return text
end

local function name_of(meta)
  return meta.sacroreport and pandoc.utils.stringify(meta.sacroreport)
end

function task.read(meta)
  local name = name_of(meta)
  return name and pandoc.json.decode(task.file(name .. ".json"), false)
end

function task.result(meta, kind)
  return pandoc.json.decode(task.file(name_of(meta) .. "." .. kind .. ".json"), false)
end

function task.write(meta, kind, value)
  local file = assert(io.open(folder .. name_of(meta) .. "." .. kind .. ".json", "w"))
  file:write(pandoc.json.encode(value))
  file:close()
end

return task
