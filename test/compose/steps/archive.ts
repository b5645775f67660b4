import { problemsOf, signFolder } from '../../../tools/release/checksums';
import { buildImage, saveImage } from '../../../tools/release/image';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../command';
import type { OperatorsPath } from '../path';

/** The image in the archive of a release. */
export function loadArchive(path: OperatorsPath): void {
  const { deployment } = path;

  path.step(
    'is loaded from the archive of a release, which is signed',
    async () => {
      const folder = mkdtempSync(join(deployment.folder, 'release-'));
      const [source, archive] = [join(folder, 'source.tar.gz'), join(folder, 'image.tar.gz')];
      await run('git', ['-c', 'tar.umask=022', 'archive', '--prefix=rejoin/', '-o', source, 'HEAD']);
      const image = deployment.image('archived');
      process.env['REJOIN_BUILD_NETWORK'] = 'host';
      await buildImage(source, image);
      const idOf = () => run('docker', ['image', 'inspect', '--format', '{{.Id}}', image]);
      const built = await idOf();
      await saveImage(image, archive);
      const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
        publicKeyEncoding: { type: 'spki', format: 'pem' },
      });
      signFolder(folder, privateKey);
      expect(problemsOf(folder, publicKey)).toEqual([]);
      await run('docker', ['image', 'rm', '--force', image]);
      await expect(idOf()).rejects.toThrow('ended with 1');
      await run('docker', ['load', '--quiet', '--input', archive]);
      expect(await idOf()).toBe(built);
      truncateSync(archive, 1_000);
      expect(problemsOf(folder, publicKey)).toEqual(['image.tar.gz was changed']);
    },
    600_000,
  );
}
