import { describe, expect, it } from '@jest/globals';
import { textOf } from '../../web/src/format/file-text.js';

const read = (bytes: string | Uint8Array<ArrayBuffer>) => textOf(new Blob([bytes]));

describe('the text of a chosen file', () => {
  it('is read as UTF-8, with or without its mark', async () => {
    expect(await read('Påsklov;Från')).toBe('Påsklov;Från');
    expect(await read('\ufeffPåsklov')).toBe('Påsklov');
  });

  it('is read as Excel in Sweden writes tables', async () => {
    const inWindows1252 = Uint8Array.from('Påsklov;Från;Å, ä och ö', (letter) =>
      letter.charCodeAt(0),
    );
    expect(await read(inWindows1252)).toBe('Påsklov;Från;Å, ä och ö');
  });
});
