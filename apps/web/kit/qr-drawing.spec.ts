import { qrDrawing } from './qr-drawing';

/** Returns the dark modules that a path covers, as `x,y`. */
function modules(path: string): Set<string> {
  const covered = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)].flatMap(([, x, y, width]) =>
    Array.from({ length: Number(width) }, (_, step) => `${Number(x) + step},${y}`),
  );
  return new Set(covered);
}

describe('the drawing of a QR code', () => {
  const { size, path } = qrDrawing('https://shop.example/help#oc.reconnectid=abc.def');
  const dark = modules(path);

  it('is a square with a quiet zone of two modules', () => {
    expect((size - 4 - 17) % 4).toBe(0);
    for (const module of dark) {
      for (const place of module.split(',').map(Number)) {
        expect(place).toBeGreaterThanOrEqual(2);
        expect(place).toBeLessThan(size - 2);
      }
    }
  });

  it('has exactly three finder patterns', () => {
    const ring = (x: number, y: number): boolean =>
      Array.from({ length: 7 }, (_, step) => [`${x + step},${y}`, `${x},${y + step}`])
        .flat()
        .every((module) => dark.has(module));
    const far = size - 9;
    expect([ring(2, 2), ring(far, 2), ring(2, far), ring(far, far)]).toEqual([true, true, true, false]);
  });

  it('depends on the text', () => {
    expect(qrDrawing('https://shop.example/help#oc.reconnectid=abc.deg').path).not.toBe(path);
  });
});
