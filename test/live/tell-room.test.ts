import { describe, expect, it } from '@jest/globals';
import { webSocketFrame } from '../../src/live/tell-room.js';

describe('a frame that goes straight to the line', () => {
  it.each([
    [0, [0]],
    [125, [125]],
    [126, [126, 0, 126]],
    [65_535, [126, 255, 255]],
    [65_536, [127, 0, 0, 0, 0, 0, 1, 0, 0]],
  ])('is one text of %d bytes, not masked', (length, told) => {
    const text = 'a'.repeat(length);
    expect(webSocketFrame(text)).toEqual(Buffer.from([0x81, ...told, ...Buffer.from(text)]));
  });

  it('counts bytes, not letters', () => {
    expect(webSocketFrame('å')).toEqual(Buffer.from([0x81, 2, 0xc3, 0xa5]));
  });
});
