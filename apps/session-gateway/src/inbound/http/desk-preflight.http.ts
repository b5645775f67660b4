import { Controller, Options } from '@nestjs/common';
import { AnswersPreflight } from './cors';

/** What pages of the desk that came from another gateway send requests to, with all that is below. */
const sections = ['sign-in', 'sign-out', 'me', 'history', 'supervisor'];

/** The paths that {@link DeskCors} is applied to. */
export const deskPaths = sections.flatMap((section) => [`/v1/${section}`, `/v1/${section}/*splat`]);

/** Answers the CORS preflight of a page that came from another gateway. A preflight has no token. */
@Controller('v1')
export class DeskPreflightHttp {
  @Options(sections.flatMap((section) => [section, `${section}/*`]))
  @AnswersPreflight('authorization', 'content-type')
  preflight(): void {
    // {@link DeskCors} sets the remaining headers.
  }
}
