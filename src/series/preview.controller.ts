import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SeriesContext } from '../contract/calendar.js';
import { SeriesPreview, SeriesPreviewRequest } from '../contract/schedule.js';
import { CalendarService } from './calendar.service.js';
import { SeriesService } from './series.service.js';

/** For everyone, signed in or not: it tells nothing but what the calendar says. */
@ApiTags('series')
@Controller('api/v1/series')
export class PreviewController {
  constructor(
    private readonly series: SeriesService,
    private readonly calendar: CalendarService,
  ) {}

  @ApiOperation({ summary: 'The occurrences a series would have. Nothing is kept.' })
  @Post('preview')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: SeriesPreview })
  previewSeries(
    @Body({ schema: SeriesPreviewRequest }) request: SeriesPreviewRequest,
  ): Promise<SeriesPreview> {
    return this.series.preview(request);
  }

  @ApiOperation({ summary: 'Those of them that meet a holiday, an eve or an evening at risk.' })
  @Post('preview-context')
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: SeriesContext })
  previewContext(
    @Body({ schema: SeriesPreviewRequest }) request: SeriesPreviewRequest,
  ): Promise<SeriesContext> {
    return this.calendar.contextOf(request);
  }
}
