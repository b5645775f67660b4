import { createApp, h } from 'vue';
import { createRouter, createWebHashHistory, createWebHistory, RouterView } from 'vue-router';
import { base, goBy, isInFragment, notFound, pages } from './portal';

const heading = (text: string) => ({ render: () => h('h1', text) });

const router = createRouter({
  history: isInFragment ? createWebHashHistory() : createWebHistory(base),
  routes: [
    ...Object.entries(pages).map(([path, title]) => ({ path, component: heading(title) })),
    { path: '/:any(.*)', component: heading(notFound) },
  ],
});
createApp({ render: () => h(RouterView) })
  .use(router)
  .mount('#app');
goBy((path) => router.push(path));
