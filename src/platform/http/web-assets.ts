/**
 * Serves the built page from memory: it is a few hundred kilobytes, no request can name a file
 * outside it, and a rebuild under a running server breaks nothing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

const COMPRESSIBLE = /\.(html|js|css|svg|json|webmanifest|txt|map)$/;
/** Vite puts a hash of the content into the names in this folder. */
const HASHED = '/assets/';
/** Paths that are answered by the program; every other path is one of the page's own. */
const NOT_A_PAGE = /^\/(api|socket\.io|healthz|readyz)(\/|$)/;

type Encoding = 'br' | 'gzip';

const compress: Record<Encoding, (body: Buffer) => Promise<Buffer>> = {
  br: (body) =>
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (body) => promisify(gzip)(body),
};

/** Serves the files of `folder`, and its index.html for every path that the page itself routes. */
export function webAssets(folder: string): RequestHandler {
  const assets = readAssets(folder);
  const page = assets.get('/index.html');
  return (request: Request, response: Response, next: NextFunction) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const isPage = !NOT_A_PAGE.test(request.path) && path.extname(request.path) === '';
    const asset = assets.get(request.path) ?? (isPage ? page : undefined);
    if (reads && asset) asset.send(request, response).catch(next);
    else next();
  };
}

function readAssets(folder: string): Map<string, Asset> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const route = `/${path.relative(folder, file).split(path.sep).join('/')}`;
      return [route, new Asset(route, readFileSync(file))];
    }),
  );
}

class Asset {
  private readonly compressed = new Map<Encoding, Promise<Buffer>>();

  constructor(
    private readonly route: string,
    private readonly body: Buffer,
  ) {}

  async send(request: Request, response: Response): Promise<void> {
    const cacheControl = this.route.startsWith(HASHED)
      ? 'public, max-age=31536000, immutable'
      : 'no-cache';
    response.type(path.extname(this.route)).set('Cache-Control', cacheControl);
    if (!COMPRESSIBLE.test(this.route)) {
      response.send(this.body);
      return;
    }
    response.vary('Accept-Encoding');
    const encoding = request.acceptsEncodings('br', 'gzip');
    if (encoding !== 'br' && encoding !== 'gzip') {
      response.send(this.body);
      return;
    }
    const body = await this.compressedWith(encoding);
    response.set('Content-Encoding', encoding).send(body);
  }

  /** Compressed when first asked for, and then kept. */
  private compressedWith(encoding: Encoding): Promise<Buffer> {
    const body = this.compressed.get(encoding) ?? compress[encoding](this.body);
    this.compressed.set(encoding, body);
    return body;
  }
}
