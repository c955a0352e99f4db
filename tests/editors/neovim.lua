-- The stories that Neovim runs; its own configuration is that of docs/editors/neovim.md. `STORY` names one.
-- Each tells what was seen, as JSON in `OUT`; `PAGE` is a file that holds the page that is expected.

local told = { sizes = {} }
local source

local function wait_for(what, holds, seconds)
  assert(vim.wait((seconds or 20) * 1000, holds, 10), 'waited in vain for ' .. what)
end

local function text_of(buffer)
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n') .. '\n'
end

local function open()
  vim.cmd.edit(vim.env.FILE)
  source = vim.api.nvim_get_current_buf()
  wait_for('the server', function()
    local client = vim.lsp.get_clients({ bufnr = source })[1]
    return client and client.initialized
  end)
end

local function document(keys)
  vim.cmd('normal ' .. keys .. '\\d')
end

local function shown()
  wait_for('a page', function() return vim.api.nvim_get_current_buf() ~= source end)
  vim.cmd('normal! \27')
  return vim.api.nvim_get_current_buf()
end

-- Watches a page grow until `enough(text)`; what it was at last is told.
local function watch(page, enough)
  vim.wait(20000, function()
    local text = text_of(page)
    if told.sizes[#told.sizes] ~= #text then table.insert(told.sizes, #text) end
    told.text = text
    return enough(text)
  end, 10)
end

local function is_expected(text)
  return text == table.concat(vim.fn.readfile(vim.env.PAGE, 'b'), '\n')
end

local function has_words(text) return text:find('Description\n%-+\n%s*[%w`]') ~= nil end
local function is_cancelled(text) return text:find('This guide is not whole') ~= nil end

local function hover(line)
  vim.api.nvim_win_set_cursor(0, { line, 4 })
  vim.lsp.buf.hover()
  local float
  wait_for('the hover', function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then float = window end
    end
    return float ~= nil
  end)
  local text = text_of(vim.api.nvim_win_get_buf(float))
  vim.api.nvim_win_close(float, true)
  return text
end

-- The hover after the work has ended: its last words may be in the page a moment before its end is known.
local function hover_at_last(line)
  local text
  wait_for('the end of the work', function()
    text = hover(line)
    return text:find('Being written', 1, true) == nil
  end)
  return text
end

local function keep(page)
  vim.cmd('silent buffer ' .. page)
  vim.cmd('silent write')
  told.name = vim.api.nvim_buf_get_name(page)
end

local stories = {}

function stories.whole()
  open()
  document('4GV11G')
  local page = shown()
  watch(page, is_expected)
  keep(page)
  vim.cmd.buffer(source)
  told.hover = hover_at_last(6)
  vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.title:find('^Show') ~= nil end })
  told.shown = text_of(shown())
end

function stories.cursor()
  open()
  document('14G')
  local page = shown()
  watch(page, is_expected)
  keep(page)
end

function stories.grows()
  open()
  document('4GV11G')
  local page = shown()
  watch(page, has_words)
  vim.cmd.buffer(source)
  told.hover = hover(6)
  told.status = vim.lsp.status()
  watch(page, is_expected)
  keep(page)
end

function stories.cancel()
  open()
  document('4GV11G')
  local page = shown()
  watch(page, has_words)
  vim.cmd.BlockGuideCancel()
  watch(page, is_cancelled)
end

function stories.close()
  open()
  document('4GV11G')
  local page = shown()
  watch(page, has_words)
  vim.api.nvim_buf_delete(source, { force = true })
  watch(page, is_cancelled)
end

function stories.edit()
  open()
  document('4GV11G')
  local page = shown()
  watch(page, has_words)
  vim.cmd.buffer(source)
  vim.api.nvim_buf_set_lines(source, 5, 5, false, { '    line = line.strip()' })
  watch(page, is_expected)
  told.hover = hover_at_last(7)
  -- It is said once the page's last words were taken, a moment after they stand there.
  vim.wait(5000, function() return vim.fn.execute('messages'):find('was edited while', 1, true) ~= nil end, 10)
end

function stories.module()
  open()
  document('ggVG')
  local page = shown()
  watch(page, is_expected)
  keep(page)
end

function stories.tab()
  open()
  local window = vim.api.nvim_get_current_win()
  document('4GV11G')
  local page = shown()
  told.tabs = #vim.api.nvim_list_tabpages()
  told.kept_window = vim.api.nvim_win_get_buf(window) == source
  told.name = vim.api.nvim_buf_get_name(page)
  watch(page, function(text) return is_expected(text:sub(1, -2)) end)
  told.text = told.text:sub(1, -2)
end

function stories.close_tab()
  open()
  document('4GV11G')
  local page = shown()
  watch(page, has_words)
  vim.cmd.tabclose()
  told.valid = vim.api.nvim_buf_is_valid(page)
  vim.wait(1000, function() return false end)
  vim.cmd.BlockGuideCancel()
  wait_for('the end of the work', function() return next(vim.lsp.get_clients({ bufnr = source })[1].progress.pending) == nil end)
end

-- The person writes into a page that grows; the guide comes in another one.
function stories.types()
  open()
  document('4GV11G')
  local page = shown()
  watch(page, has_words)
  vim.api.nvim_buf_set_lines(page, 0, 0, false, { 'My own words.' })
  told.mine = text_of(page)
  wait_for('the guide beside it', function()
    local beside = vim.api.nvim_get_current_buf()
    return beside ~= page and is_expected(text_of(beside))
  end)
  told.name = vim.api.nvim_buf_get_name(0)
  told.text = text_of(page)
end

-- The person closes a page that grows, without saving it, and asks for the guide again.
local function close_page(rests)
  open()
  document('4GV11G')
  local page = shown()
  watch(page, rests)
  vim.api.nvim_buf_delete(page, { force = true })
  wait_for('the end of the work', function()
    return next(vim.lsp.get_clients({ bufnr = source })[1].progress.pending) == nil
  end)
  vim.api.nvim_set_current_buf(source)
  document('4GV11G')
  page = shown()
  watch(page, is_expected)
  keep(page)
end

function stories.close_page()
  close_page(function(text)
    local size = #text
    return has_words(text) and not vim.wait(400, function() return #text_of(vim.api.nvim_get_current_buf()) ~= size end, 10)
  end)
end

-- The page is closed while an edit of the server's is under way.
function stories.close_page_at_once()
  close_page(has_words)
end

local ok, why = pcall(stories[vim.env.STORY])
told.messages, told.failure = vim.fn.execute('messages'), not ok and tostring(why) or nil
vim.fn.writefile({ vim.json.encode(told) }, vim.env.OUT)
vim.cmd('qall!')
