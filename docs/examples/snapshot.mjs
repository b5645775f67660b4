/**
 * Every conversation as it stands, with the versions of the facts that it holds. `url` is that of a gateway, `token`
 * an access token of a service account (conversations:read), a supervisor or an administrator; `closed` is `include` or `exclude`.
 */
export async function* conversations(url, token, closed = 'include') {
  for (let cursor; cursor !== null;) {
    const page = new URL('/v1/conversations', url);
    page.search = new URLSearchParams({ closed, limit: '200', ...(cursor && { cursor }) });
    const answer = await fetch(page, { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    const { items, nextCursor } = await answer.json();
    yield* items;
    cursor = nextCursor;
  }
}
