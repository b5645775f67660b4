import { Badge } from '@fluentui/react-components';
import { LinkRegular } from '@fluentui/react-icons';
import { Fragment } from 'react';
import { partsOf } from '../view/slug';
import { useDeskWords } from '../words/words';

/** Renders a text and replaces each reconnect link by a chip, because only the customer may see its address. */
export function TextWithLinks({ text }: { text: string }) {
  const words = useDeskWords();
  return partsOf(text).map((part, index) => (
    <Fragment key={index}>
      {part ?? (
        <Badge appearance="tint" color="brand" icon={<LinkRegular />} title={words.linkSent}>
          {words.link}
        </Badge>
      )}
    </Fragment>
  ));
}
