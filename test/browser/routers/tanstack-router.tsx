import {
  createBrowserHistory,
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { base, goBy, isInFragment, notFound, pages } from './portal';

const root = createRootRoute({ component: Outlet, notFoundComponent: () => <h1>{notFound}</h1> });
const children = Object.entries(pages).map(([path, title]) =>
  createRoute({ getParentRoute: () => root, path, component: () => <h1>{title}</h1> }),
);
const history = isInFragment ? createHashHistory() : createBrowserHistory();
const router = createRouter({
  routeTree: root.addChildren(children),
  history,
  ...(!isInFragment && { basepath: base }),
});
createRoot(document.querySelector('#app')!).render(<RouterProvider router={router} />);
goBy((path) => history.push(isInFragment ? path : base + path));
