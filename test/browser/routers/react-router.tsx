import { createRoot } from 'react-dom/client';
import { BrowserRouter, HashRouter, Route, Routes, useNavigate } from 'react-router';
import { base, goBy, isInFragment, notFound, pages } from './portal';

function Portal() {
  goBy(useNavigate());
  return (
    <Routes>
      {Object.entries(pages).map(([path, title]) => (
        <Route key={path} path={path} element={<h1>{title}</h1>} />
      ))}
      <Route path="*" element={<h1>{notFound}</h1>} />
    </Routes>
  );
}

createRoot(document.querySelector('#app')!).render(
  isInFragment ? (
    <HashRouter>
      <Portal />
    </HashRouter>
  ) : (
    <BrowserRouter basename={base}>
      <Portal />
    </BrowserRouter>
  ),
);
