import { Card } from '../../components/Card';
import { AddButton } from './AddButton';
import { useForm, useList } from './formContext';
import { PlaceError } from './PlaceError';
import { RemoveButton } from './RemoveButton';
import { SettingFields } from './SettingFields';
import { errorPage } from './settings';

const fresh = {
  statusFrom: 502,
  statusTo: 504,
  html: '<!doctype html>\n<title>{{status}} {{reason}}</title>\n<h1>We will be back in a moment</h1>\n<p>{{cause}}</p>\n',
};

export function ErrorPagesSection() {
  const form = useForm();
  const { items, add, remove } = useList('/errorPages');
  return (
    <Card title="Error pages" actions={<AddButton label="Add error page" onClick={() => add(fresh)} />}>
      <PlaceError pointer="/errorPages" />
      <p className="dim small">
        For answers of the node itself; what a server says is passed on as it is.
        {items.length > 0 &&
          ' {{status}}, {{reason}}, {{cause}}, {{adc}}, {{request_id}} and {{retry_after}} are filled in.'}
      </p>
      {items.map((_, index) => (
        <div key={index} className="block with-remove" role="group" aria-label={`Error page ${index + 1}`}>
          <PlaceError pointer={`/errorPages/${index}`} />
          <SettingFields pointer={`/errorPages/${index}`} group={errorPage} />
          <RemoveButton
            label={`Remove error page ${index + 1}`}
            onClick={() => (items.length === 1 ? form.set('/errorPages', undefined) : remove(index))}
          />
        </div>
      ))}
    </Card>
  );
}
