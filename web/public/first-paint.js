// Runs before the first paint, so that a dark room never sees a white page and a screen reader
// starts in the right language. Everything else about both lives in src/.
document.documentElement.dataset.theme = localStorage.getItem('theme') ?? 'system';
document.documentElement.lang = localStorage.getItem('language') ?? 'sv';
