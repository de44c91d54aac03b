// Run as a program of its own: the package reads TMPDIR and changes its environment when imported.
import chromium from '@sparticuz/chromium';

await chromium.executablePath();
