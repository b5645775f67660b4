import { internalErrorHelp, refusalHelp, refusalNames, refusals } from '@rejoin/contracts';
import { internalErrorTitle, statusOf } from '@rejoin/service';
import { configOpenApi } from '../../apps/config/src/inbound/openapi';
import { gatewayOpenApi } from '../../apps/session-gateway/src/inbound/http/openapi';
import { asyncApi } from '../generate/asyncapi';
import { asyncApiFrames } from '../generate/asyncapi-frames';
import { asyncApiPage, type AsyncApi } from './asyncapi-page';
import { html } from './html';
import { openApiPage, type OpenApi } from './openapi-page';
import { pageHtml, style } from './page';
import { problemPage, type ProblemType } from './problem-page';

const problems: readonly ProblemType[] = [
  ...refusalNames.map((name) => ({
    name,
    status: statusOf(name),
    title: refusals[name],
    ...refusalHelp[name],
  })),
  { name: 'internal-error', status: 500, title: internalErrorTitle, ...internalErrorHelp },
];

/** Every page that a service serves for programmers: path below `/` -> content. */
export function referencePages(version: string): Map<string, string> {
  const documents = {
    gateway: openApiPage(gatewayOpenApi() as OpenApi),
    config: openApiPage(configOpenApi() as OpenApi),
    facts: asyncApiPage(asyncApi(version) as unknown as AsyncApi),
    frames: asyncApiPage(asyncApiFrames(version) as unknown as AsyncApi),
  };
  const index = {
    title: 'API reference',
    body: [
      html`<ul>
          ${Object.entries(documents).map(
            ([name, { title }]) => html`<li><a href="/api/${name}">${title}</a></li> `,
          )}
        </ul>
        <h2>Problem types</h2>
        <table>
          <tr>
            <th>Name</th>
            <th>Status</th>
            <th>Sentence</th>
          </tr>
          ${problems.map(
            ({ name, status, title }) =>
              html`<tr>
                <td><a href="/problems/${name}">${name}</a></td>
                <td>${status}</td>
                <td>${title}</td>
              </tr> `,
          )}
        </table>`,
    ],
  };
  return new Map([
    ['api/index.html', pageHtml(index)],
    ['api/style.css', style],
    ...Object.entries(documents).map(([name, page]) => [`api/${name}.html`, pageHtml(page)] as const),
    ...problems.map((problem) => [`problems/${problem.name}.html`, pageHtml(problemPage(problem))] as const),
  ]);
}
