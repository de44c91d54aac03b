// How a provider is spoken to: what it answers is read whole, within a time and a size, or not at all.
import type { CustomFetchOptions } from 'openid-client';

/** The largest answers there are, keys and metadata, are a tenth of this. */
const MOST_ANSWER_BYTES = 256 * 1024;

/** Nobody answered, or not in time, or not to the end. */
export class ProviderSilent extends Error {
  override readonly name = 'ProviderSilent';
}

/** As `fetch`, for openid-client; its signal ends the reading of the body as well. */
export async function boundedFetch(url: string, options: CustomFetchOptions): Promise<Response> {
  const { body = null, signal = null, ...rest } = options;
  const answer = await fetch(url, { ...rest, body, signal })
    .then(async (response) => ({ response, whole: await readBounded(response) }))
    .catch((cause: unknown) => {
      throw new ProviderSilent('The provider did not answer.', { cause });
    });
  if (answer.whole === 'too-large') throw new Error('The provider’s answer is too large.');
  const { status, headers } = answer.response;
  return new Response(answer.whole, { status, headers });
}

async function readBounded(
  response: Response,
): Promise<Uint8Array<ArrayBuffer> | null | 'too-large'> {
  if (!response.body) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    // Leaving the loop closes the connection.
    if (size > MOST_ANSWER_BYTES) return 'too-large';
    chunks.push(chunk);
  }
  // An answer with one of the statuses that have no body may not be given an empty one.
  return size === 0 ? null : Uint8Array.from(Buffer.concat(chunks));
}
