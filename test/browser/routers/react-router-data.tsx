import { createRoot } from 'react-dom/client';
import { createBrowserRouter, createHashRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { base, goBy, isInFragment, notFound, pages } from './portal';

const routes = [
  ...Object.entries(pages).map(([path, title]) => ({ path, loader: () => null, element: <h1>{title}</h1> })),
  { path: '*', element: <h1>{notFound}</h1> },
];
const router = isInFragment ? createHashRouter(routes) : createBrowserRouter(routes, { basename: base });
createRoot(document.querySelector('#app')!).render(<RouterProvider router={router} />);
goBy((path) => router.navigate(path));
