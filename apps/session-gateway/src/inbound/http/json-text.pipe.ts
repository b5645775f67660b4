import { Problem } from '@rejoin/service';
import type { PipeTransform } from '@nestjs/common';

/** Reads JSON in a text: a browser sends text to another origin without asking for leave first. */
export class JsonTextPipe implements PipeTransform {
  transform(body: unknown): unknown {
    if (typeof body !== 'string') return body;
    try {
      return JSON.parse(body);
    } catch {
      throw new Problem('invalid');
    }
  }
}
