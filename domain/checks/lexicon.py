"""Words that the checks know."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Given names that are hardly ever another word, a place or an organisation. (May, Grace or Mark would be.)
GIVEN_NAMES = _words(
    """
    Aaron Abdul Abigail Adam Aisha Alan Alasdair Alastair Aled Alex Alexander Alice Alison Alistair Amanda Amina Amy
    Andrea Andrew Andy Angela Angharad Anita Anna Anne Annie Anthony Antonia Asha Barbara Barry Becky Ben Benjamin
    Bethan Beverley Brian Bronwen Bryan Callum Carl Carol Caroline Carys Catherine Catrin Ceri Charlie Chris
    Christine Christopher Claire Clare Colin Connor Damian Daniel Danielle Darren David Debbie Deborah Denise Derek
    Diane Diana Donna Duncan Dylan Eddie Edward Eilidh Eleanor Elena Eleri Elin Ellen Ellie Elliot
    Emily Emma Eric Erin Eva Ewan Farah Fatima Ffion Fiona Frances Francesca Gareth Gary Gavin Gemma Geoff George
    Geraint Gillian Giles Gordon Graeme Graham Greg Gwen Hamza Hannah Harriet Harry Hassan Hayley Helen Henry Hilary
    Howard Huw Iain Ian Imran Ioan Isaac Isabel Isla Jackie Jacob Jacqueline Jake James Jamie Jane Janet Janice
    Jason Jayne Jean Jeff Jen Jenna Jennifer Jenny Jeremy Jess Jessica Jill Jim Joanna Joanne Joe Joel John Jon
    Jonathan Joseph Josh Joshua Joyce Judith Julia Julian Julie Karen Kate Katherine Kathryn Katie Keith Kelly Ken
    Kenneth Kerry Kevin Kieran Kirsten Kirsty Laura Lauren Leanne Lee Leon Lesley Liam Linda Lindsay Lisa Liz
    Llinos Louise Lucy Luke Lynn Lynne Maeve Malcolm Margaret Maria Marie Marion Martin Martyn Mary Matt
    Matthew Maureen Megan Mehmet Melanie Michael Michelle Mike Miriam Mohammed Muhammad Nadia Natalie Natasha Neil
    Nia Niall Niamh Nick Nicholas Nicola Nigel Nina Noor Olivia Oliver Omar Owain Owen Pamela Patricia Patrick Paul
    Paula Pauline Peter Phil Philip Philippa Phillip Priya Rachel Rahul Rajesh Rebecca Rhian Rhiannon Rhodri Rhys
    Richard Robert Roger Ronald Rory Ruth Ryan Sally Sam Samantha Samuel Sandra Sanjay Sara Sarah Sean Shaun
    Sharon Sheila Shirley Sian Simon Sinead Sioned Sophia Sophie Stacey Stella Stephanie Stephen Steve Steven Stuart
    Sunita Susan Suzanne Tanya Teresa Terry Theresa Thomas Tim Timothy Tina Tom Tomos Tony Tracey Tracy Trevor
    Vanessa Veronica Vicky Vikram Wendy William Yasmin Yusuf Zainab Zoe Zoë Siân Sinéad
    Ahmed Alfie Alun Amelia Anil Aoife Archie Ashok Bev Bethany Bob Catriona Chloe Ciara Dafydd Dave Deepa Delyth Dilys
    Dominic Eoin Fatimah Freddie Gethin Gwilym Gwyneth Hamish Heledd Hugh Iwan Layla Lowri Mairi Mared Meera Mohamed
    Morag Nerys Oscar Rajiv Ravi Rhona Roisin Sanjeev Siobhan Tariq Toby Zara Anya Dan Pete Rob Sue Danny
    """
)
# What stands before the @ of an address that reaches a team.
ROLES = _words(
    """
    hello info contact team enquiries enquiry help support digital data press news media project projects office
    admin research service services welcome feedback events event housing planning benefits web website editor comms
    council partnerships accessibility community inclusion innovation transformation programme jobs join local labs
    lab
    """
)
# Abbreviations that readers know: those that GOV.UK's style guide spells without their words, names of qualifications,
# honours and ships, and the common technical ones, which MDN's glossary has.
KNOWN = _words(
    """
    UK EU USA US NHS BBC API APIs GDPR PDF CSV HTML CSS URL IT ICT HR PR QR SMS TV AI UX UI PC ID IDs OK FAQ
    FAQS MP MPS CEO CTO CIO DIY AM PM BST GMT CV PhD MSC BA MA GP GPS ATM PIN USB WIFI XML JSON SQL PS NB TBC TBA
    WCAG AA AAA HTTP HTTPS CCTV LED CD DVD MS MB GB TB KB MW GW UTC UAE UN LGBT LGBTQ NASA UNESCO UNICEF NSPCC RSPCA
    RNLI RSVP AGM COVID PLC LTD ISO BSL HMRC DWP RNIB VAT MOT DVLA II III IV VI VII VIII IX XI XII
    POST GET PUT HEAD CMS CRM CLI SDK SSO DNS VPN TLS SSL SSH FTP RSS SVG PNG JPG JPEG GIF YAML UUID REST CPU GPU RAM
    SSD SEO SLA MVP KPI KPIS OKR OKRS QA CI CD RFC UTF ASCII IP TCP UDP AWS PHP ISP RAG ROI HQ FOI AOB ETA FYI DM DMS
    BCE AD BC ESG STEM ISBN PC PCS NGO NGOS TLDR ICYMI LLM LLMS EST PST PDT EDT CET CEST OCR SaaS
    MIT BSD GPL LGPL URI URIS OS IDE IDES README KiB MiB GiB TiB
    OBE MBE CBE KBE DBE QC KC JP MSP MSPS MEP MEPS TD HMS RMS RN RAF RIP PM MPHIL BSC LLB LLM DPHIL GCSE GCSES
    """
)
# Words that begin a sentence before somebody's name.
STARTERS = _words(
    """
    After Although And As Ask At Because Before Both But By Call Contact Dear E-mail Email For From Hello Hi However If
    In Last Luckily Meanwhile Meet Next Now On Once Our Since So Thank Thanks That The Their Then This To Today Until
    Welcome What When Where While With Yesterday
    All Also Congratulations Finally First Here How I It No Not Of Or People She Staff Then There These They This Those
    Three To Two We Well Who Why Yes You
    """
)
# Words that people write in capitals.
SHOUTED = _words(
    """
    YES NO DO NOT AND OR ALL NEW MUST MAY SHALL SHOULD NEVER ALWAYS ONLY NOTE FREE ANY BUT THE TO IN OUT STOP GO NOW END
    """
)
# Words that stand before a name and say nothing of who that is.
NO_ROLES = _words(
    """
    about after also and another as asked at because before both but by consider either enter ever for from gave helped
    however if important in into later like made met neither never nor now of offer on or order other over per rather
    remember said saw see showed significant since so than thank thanks that then through to together told under
    until want when where whether which while with without
    autumn centre corner letter matter newsletter number paper quarter summer weather winter
    october november december september
    """
)
# Past tenses that do not end in “ed”.
IRREGULAR = _words(
    """
    was were had did met held ran went came took gave saw began spoke told showed shown spent lost made got left wrote
    built found sent heard said became blew bought broke brought caught chose drew drove fell felt flew forgot froze
    grew hid hung kept knew laid paid rang rode rose sang sank shook shot slept sold sought stood stuck struck swept
    taught thought threw tore understood woke won wore
    """
)
