import page from 'page';
import { base, goBy, isInFragment, notFound, pages } from './portal';

const show = (title: string) => () => (document.querySelector('#app')!.innerHTML = `<h1>${title}</h1>`);

page.base(base);
for (const [path, title] of Object.entries(pages)) page(path, show(title));
page('*', show(notFound));
page.start({ hashbang: isInFragment });
goBy((path) => page.show(path));
