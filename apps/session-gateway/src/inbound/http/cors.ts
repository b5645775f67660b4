import { applyDecorators, Header, HttpCode } from '@nestjs/common';

/** The headers with which scripts of a page of this origin can read a reply. */
export const readableBy = (origin: string) => ({
  'Access-Control-Allow-Origin': origin,
  'Access-Control-Expose-Headers': 'retry-after',
});

/** Makes a method the reply to a CORS preflight of requests with these headers. Others decide about the origin. */
export const AnswersPreflight = (...requestHeaders: readonly string[]) =>
  applyDecorators(
    HttpCode(204),
    Header('Access-Control-Allow-Methods', 'GET, POST'),
    Header('Access-Control-Allow-Headers', requestHeaders.join(', ')),
    Header('Access-Control-Max-Age', '600'),
  );
