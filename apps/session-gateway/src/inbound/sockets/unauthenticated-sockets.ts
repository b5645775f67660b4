import type { RefusalName } from '@rejoin/contracts';
import { UnfinishedThings } from '@rejoin/service';
import { Injectable } from '@nestjs/common';
import { gatewayLimits } from '../../gateway.environment';
import { closeCodes, type Socket } from './socket';

/** What a connection is read from, counted as it arrives. */
export interface ByteSource {
  on(event: 'data', listener: (chunk: Buffer) => void): unknown;
  off(event: 'data', listener: (chunk: Buffer) => void): unknown;
  pause(): unknown;
}

const mebibyte = 1024 * 1024;
const maxSilent = 4_000;
const firstFrames = 16 * mebibyte;
const claims = 32 * mebibyte;
/** All that is read of a socket until it has proven who is there. */
const maxUnauthenticatedBytes = 256 * 1024;
const authenticateWithinMs = 60_000;
const hangUpAfterMs = 1_000;

/**
 * Sockets that have not proven who is there. A first frame must be small, and all the unfinished ones share a number
 * of places and a budget of memory. A socket that has sent its first frame may hold a valid secret: it loses its place
 * to nobody, but what it sends before the answer counts against a budget as well.
 */
@Injectable()
export class UnauthenticatedSockets {
  private readonly silent = new UnfinishedThings({
    perAddress: gatewayLimits().REJOIN_SILENT_SOCKETS_PER_ADDRESS,
    total: maxSilent,
    bytes: firstFrames,
  });
  private readonly claims = new UnfinishedThings({ perAddress: Infinity, total: Infinity, bytes: claims });

  /** Watches a new socket until it has proven who is there, or is closed. To be called before anybody reads it. */
  watch(raw: ByteSource, socket: Socket, maxFirstBytes: number): void {
    let bytes = 0;
    let limit = maxFirstBytes;
    const dismiss = (name: RefusalName, code: number): void => {
      finish();
      // Nothing more is read: what does not fit would be kept until the other side agrees to the end.
      raw.pause();
      socket.refuse(name);
      socket.close(code, name);
      setTimeout(() => socket.terminate(), hangUpAfterMs).unref();
    };
    const evict = (): void => dismiss('too-many', closeCodes.tooMany);
    let slot = this.silent.begin(socket.address, evict);
    const count = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > limit) dismiss('too-large', closeCodes.tooLarge);
      else slot.grew(chunk.length);
    };
    const overdue = setTimeout(() => socket.terminate(), authenticateWithinMs).unref();
    const finish = (): void => {
      raw.off('data', count);
      clearTimeout(overdue);
      slot.finished();
    };
    raw.on('data', count);
    socket.onFirstMessage((length) => {
      // One that arrives in one piece is read before its bytes are counted.
      if (length > maxFirstBytes) {
        dismiss('too-large', closeCodes.tooLarge);
        return;
      }
      slot.finished();
      limit = maxUnauthenticatedBytes;
      slot = this.claims.begin(socket.address, evict, length);
    });
    socket.onAuthenticated(finish);
    socket.onClose(finish);
  }
}
