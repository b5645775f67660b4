import { Menu, MenuButton, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import type { Report } from '@rejoin/contracts';
import { csvType } from '@rejoin/csv';
import { saveFile } from '../../../../kit/save-file';
import { csvOf, exports, fileNameOf } from '../view/report-csv';
import { useSupervisorWords } from '../words/words';

/** Saves a table of the report that is shown as CSV. */
export function ExportMenu({ report }: { report: Report }) {
  const { report: words } = useSupervisorWords();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton icon={<ArrowDownloadRegular />}>{words.export}</MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {exports.map((table) => (
            <MenuItem
              key={table}
              onClick={() => {
                saveFile(new Blob([csvOf(table, report)], { type: csvType }), fileNameOf(table, report));
              }}
            >
              {words.exports[table]}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
