import { act } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { answerTo } from '../../../../tools/screenshots/admin-answers';
import { adminScene, type AdminScene } from '../../../../tools/screenshots/admin-scene';
import { AdminPage } from './admin-page';
import { writeSession } from './api/session';
import { show } from '../../testing/page.fixture';
import { Server, type ServerRequest } from '../../testing/server.fixture';

/** The console in front of a config that plays a scene. What is created or replaced is answered as saved. */
export class ConsolePage {
  readonly server: Server;
  user!: UserEvent;

  private constructor(readonly scene: AdminScene) {
    this.server = new Server((asked) => ({ json: this.answer(asked) }));
  }

  /** Opens a page of the console, as an administrator who has signed in unless other roles are given. */
  static async open(
    place: string,
    { scene = adminScene(), roles = ['administrator'] as ('administrator' | 'supervisor' | 'agent')[] } = {},
  ): Promise<ConsolePage> {
    const { token, expiresAt, account } = scene.signIn;
    writeSession({ token, expiresAt, login: 'kim@contoso.example', account: { ...account, roles } });
    return ConsolePage.closed(place, scene);
  }

  /** Opens the page for signing in. */
  static async closed(place = '', scene = adminScene()): Promise<ConsolePage> {
    location.hash = `#/${place}`;
    const page = new ConsolePage(scene);
    page.user = await show(<AdminPage arrival={undefined} />);
    return page;
  }

  goTo(place: string): void {
    act(() => {
      location.hash = `#/${place}`;
    });
  }

  private answer({ method, path, search, body }: ServerRequest): unknown {
    const read = answerTo(path, search, this.scene);
    if (method === 'GET' || path.startsWith('/v1/sign-in')) return read;
    const saved = { version: method === 'POST' ? 1 : 4, changedAt: '2026-05-04T09:12:00.000Z' };
    // A list is no part of what is created in it, and nobody gets a password back.
    const { password: _, ...settings } = (body ?? {}) as { password?: unknown };
    return { ...(read && 'items' in read ? {} : read), ...settings, ...saved };
  }
}
