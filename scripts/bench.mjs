// `npm run bench`: builds what is measured and what measures it, and begins.
import { checkNode, ensureBuilt, ensureDependencies } from './project.mjs';

checkNode();
try {
  ensureDependencies();
  ensureBuilt('server');
  ensureBuilt('web');
  ensureBuilt('bench');
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

process.setSourceMapsEnabled(true);
await import('../dist/bench/main.js');
