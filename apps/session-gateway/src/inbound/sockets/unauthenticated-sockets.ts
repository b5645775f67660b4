import { closeCodes, type RefusalName } from '@rejoin/contracts';
import { UnfinishedThings } from '@rejoin/service';
import { Inject, Injectable } from '@nestjs/common';
import { gatewayEnvironment, type GatewayEnvironment } from '../../gateway.environment';
import type { Socket } from './socket';

/** The stream that a connection's bytes arrive on. */
export interface ByteSource {
  on(event: 'data', listener: (chunk: Buffer) => void): unknown;
  off(event: 'data', listener: (chunk: Buffer) => void): unknown;
  pause(): unknown;
}

const mebibyte = 1024 * 1024;
const maxSilent = 4_000;
const firstFrames = 16 * mebibyte;
const unverifiedBytes = 32 * mebibyte;
/** The maximum number of bytes that are read before the client is identified. */
const maxUnauthenticatedBytes = 256 * 1024;
const authenticateWithinMs = 60_000;
const hangUpAfterMs = 1_000;

/**
 * Limits sockets whose client is not identified yet. A first frame must be small, and the number and the memory of those
 * that are incomplete are limited. A socket that has sent its first frame may have a valid secret: it no longer counts, and
 * only the memory of what it sends before the answer is limited.
 */
@Injectable()
export class UnauthenticatedSockets {
  private readonly silent: UnfinishedThings;
  private readonly unverified = new UnfinishedThings({
    perAddress: Infinity,
    total: Infinity,
    bytes: unverifiedBytes,
  });

  constructor(@Inject(gatewayEnvironment) environment: GatewayEnvironment) {
    this.silent = new UnfinishedThings({
      perAddress: environment.REJOIN_SILENT_SOCKETS_PER_ADDRESS,
      total: maxSilent,
      bytes: firstFrames,
    });
  }

  /**
   * Watches a new socket until its client is identified or it is closed. The caller must call this before it reads
   * from the socket.
   */
  watch(raw: ByteSource, socket: Socket, maxFirstBytes: number): void {
    let bytes = 0;
    let limit = maxFirstBytes;
    const dismiss = (name: RefusalName, code: number): void => {
      finish();
      // The stream is paused, because bytes that arrive after the refusal would be kept until the client closes.
      raw.pause();
      socket.refuse(name);
      socket.close(code, name);
      setTimeout(() => socket.terminate(), hangUpAfterMs).unref();
    };
    const evict = (): void => dismiss('too-many', closeCodes.tooMany);
    let unfinished = this.silent.begin(socket.address, evict);
    const count = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > limit) dismiss('too-large', closeCodes.tooLarge);
      else unfinished.grew(chunk.length);
    };
    const overdue = setTimeout(() => socket.terminate(), authenticateWithinMs).unref();
    let stopListening = (): void => undefined;
    const finish = (): void => {
      raw.off('data', count);
      stopListening();
      clearTimeout(overdue);
      unfinished.finished();
    };
    raw.on('data', count);
    socket.onFirstMessage((length) => {
      // A frame that arrives in one piece is read before its bytes are counted.
      if (length > maxFirstBytes) {
        dismiss('too-large', closeCodes.tooLarge);
        return;
      }
      unfinished.finished();
      limit = maxUnauthenticatedBytes;
      unfinished = this.unverified.begin(socket.address, evict, length);
    });
    socket.onAuthenticated(finish);
    stopListening = socket.onClose(finish);
  }
}
