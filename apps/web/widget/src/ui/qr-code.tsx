import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { QrDrawing } from '../../../kit/qr-drawing';

/** A QR code. It is black on white in every color scheme, because cameras need that. */
export function QrCode({ text, label }: { text: string; label: string }): VNode | null {
  const [drawing, setDrawing] = useState<QrDrawing>();
  useEffect(() => {
    void import('../../../kit/qr-drawing').then(
      ({ qrDrawing }) => setDrawing(qrDrawing(text)),
      () => undefined,
    );
  }, [text]);
  if (!drawing) return null;
  const { size, path } = drawing;
  return (
    <div className="qr">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
        <path d={path} fill="#000" />
      </svg>
    </div>
  );
}
