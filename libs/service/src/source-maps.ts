import * as nodeModule from 'node:module';

// The first import of a program: errors of modules that are loaded later name the lines of their sources.
//
// `--enable-source-maps` also reads the maps of all packages in node_modules and keeps them, which takes 11 MB of each
// service and a fifth of the start of a system. Node before 22.14 cannot leave these out.

type SetSourceMapsSupport = (enabled: boolean, options: { nodeModules: boolean }) => void;

const { setSourceMapsSupport } = nodeModule as { setSourceMapsSupport?: SetSourceMapsSupport };
if (setSourceMapsSupport) setSourceMapsSupport(true, { nodeModules: false });
else process.setSourceMapsEnabled(true);
