// `npm start`: from a fresh checkout to a running product, and quickly from then on.
import { checkNode, ensureBuilt, ensureDependencies } from './project.mjs';

checkNode();
try {
  ensureDependencies();
  ensureBuilt('server');
  ensureBuilt('web');
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

process.setSourceMapsEnabled(true);
// In this very process, so that Ctrl-C and the supervisor's signals reach it and nothing else.
await import('../dist/server/main.js');
